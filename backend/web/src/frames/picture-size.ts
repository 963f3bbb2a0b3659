export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The camera's picture scaled to the asked width, never enlarged, shape kept. */
export function pictureSize(camera: Size, askedWidth: number): Size {
  const width = Math.min(camera.width, askedWidth);
  return { width, height: Math.max(1, Math.round((camera.height * width) / camera.width)) };
}
