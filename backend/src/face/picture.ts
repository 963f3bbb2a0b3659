/** A decoded picture: sRGB, 3 bytes a pixel, row by row. */
export interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
