/** A coded picture of a video, in the order of the file. */
export interface CodedPicture {
  readonly data: Uint8Array;
  /** When it is shown first, in ms from the start. */
  readonly at: number;
  readonly isKey: boolean;
}

/** Elements of the container that are looked into or read: https://www.matroska.org/technical/elements.html */
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;

/**
 * The coded pictures of a `.webm` of a single video track without lacing, whose clock ticks in ms: what the package's files are.
 *
 * @throws Error when there is none.
 */
export function codedPictures(webm: Uint8Array): CodedPicture[] {
  const pictures: CodedPicture[] = [];
  let clusterAt = 0;

  const read = (bytes: Uint8Array): void => {
    for (let offset = 0; offset < bytes.length;) {
      const id = numberAt(bytes, offset, { keepsMarker: true });
      const size = numberAt(bytes, offset + id.length, { keepsMarker: false });
      const start = offset + id.length + size.length;
      const content = bytes.subarray(start, start + size.value);
      offset = start + size.value;

      if (id.value === SEGMENT || id.value === CLUSTER) read(content);
      if (id.value === TIMESTAMP) clusterAt = content.reduce((value, byte) => 256 * value + byte, 0);
      if (id.value === SIMPLE_BLOCK) pictures.push(pictureOf(content, clusterAt));
    }
  };
  read(webm);
  if (pictures.length === 0) throw new Error('This is no .webm with pictures');
  return pictures;
}

/** Track number, two bytes of time within the cluster, flags, picture. */
function pictureOf(block: Uint8Array, clusterAt: number): CodedPicture {
  const { length } = numberAt(block, 0, { keepsMarker: false });
  const at = new DataView(block.buffer, block.byteOffset).getInt16(length);
  return { data: block.subarray(length + 3), at: clusterAt + at, isKey: ((block[length + 2] ?? 0) & 0x80) !== 0 };
}

/** A number whose leading zero bits tell its length; ids keep the one that ends them. */
function numberAt(bytes: Uint8Array, offset: number, { keepsMarker }: { keepsMarker: boolean }) {
  const first = bytes[offset] ?? 0;
  const length = Math.clz32(first) - 23;
  const rest = bytes.subarray(offset + 1, offset + length);
  const lead = keepsMarker ? first : first & (0xff >> length);
  return { length, value: rest.reduce((value, byte) => 256 * value + byte, lead) };
}
