import sharp from 'sharp';

/**
 * A face in the picture `assets/screenshot-facematch.jpg` of `@vladmandic/human`, a grid of many people.
 * Row and column count from 0; tiles with the same person letter show the same person in different pictures.
 */
interface Tile {
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

/** Faces the service tests itself with: three pictures of one man, and two other people. */
const TILES: readonly Tile[] = [
  { name: 'person-a-1', row: 0, column: 0 },
  { name: 'person-a-2', row: 0, column: 3 },
  { name: 'person-a-3', row: 0, column: 5 },
  { name: 'person-b-1', row: 5, column: 4 },
  { name: 'person-c-1', row: 3, column: 1 },
];

/** Pixels of the screenshot: the first tile's corner, the distance between tiles, a tile's visible size. */
const GRID = { left: 3, top: 284, pitchX: 106.8, pitchY: 112.5, size: 104 };

/** What a camera would have sent: the tile in the middle of a plain wall. */
const CAMERA = { width: 320, height: 240, face: 180, wall: '#7a8088', quality: 90 };

/** Cuts the test faces out of the screenshot. Keys are file names, values JPEGs of 320×240. */
export async function cutPackagedFaces(screenshot: Uint8Array): Promise<Map<string, Uint8Array>> {
  const faces = new Map<string, Uint8Array>();
  for (const tile of TILES) faces.set(`${tile.name}.jpg`, await cut(screenshot, tile));
  return faces;
}

async function cut(screenshot: Uint8Array, { row, column }: Tile): Promise<Uint8Array> {
  const left = Math.round(GRID.left + column * GRID.pitchX);
  const top = Math.round(GRID.top + row * GRID.pitchY);
  const face = await sharp(screenshot)
    .extract({ left, top, width: GRID.size, height: GRID.size })
    .resize(CAMERA.face, CAMERA.face)
    .png()
    .toBuffer();
  return sharp({ create: { width: CAMERA.width, height: CAMERA.height, channels: 3, background: CAMERA.wall } })
    .composite([{ input: face, gravity: 'centre' }])
    .jpeg({ quality: CAMERA.quality })
    .toBuffer();
}
