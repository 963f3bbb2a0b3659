import { pictureSize } from './picture-size.ts';

const JPEG_QUALITY = 0.85;

export interface Picture {
  readonly width: number;
  readonly jpeg: ArrayBuffer;
}

/** Takes the picture a video shows now, not mirrored, as a JPEG of the asked width; `undefined` when there is none yet. */
export type FrameGrabber = (video: HTMLVideoElement, askedWidth: number) => Promise<Picture | undefined>;

/** One grabber keeps one canvas for all its pictures. */
export function createFrameGrabber(): FrameGrabber {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { alpha: false });

  return async (video, askedWidth) => {
    if (context === null || video.videoWidth === 0) return undefined;

    const { width, height } = pictureSize({ width: video.videoWidth, height: video.videoHeight }, askedWidth);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.drawImage(video, 0, 0, width, height);

    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY));
    return blob === null ? undefined : { width, jpeg: await blob.arrayBuffer() };
  };
}
