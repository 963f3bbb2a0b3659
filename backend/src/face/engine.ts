/** A rectangle in pixels of the analysed picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * How the head is held, in radians, as read from the mesh (depth weighted by 1/1.5).
 * Negative yaw: towards the picture's right edge, which is the person's own left. Negative pitch: up.
 */
export interface Pose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** What the engine found out about one face of a picture. */
export interface FaceFacts {
  readonly box: Box;
  /** The detector's confidence, 0..1. */
  readonly confidence: number;
  /** 468 points, each x, y, z, in pixels of the picture; z grows away from the camera. */
  readonly mesh: Float32Array;
  readonly pose: Pose;
  /** Eye aspect ratio (height by width of the eye's outline), mean of both eyes; about .35 when open. */
  readonly eyeOpening: number;
  /** Distance of the lips (13 to 14) by the width of the mouth (78 to 308); above .5 is clearly open. */
  readonly mouthOpening: number;
  /** Mean brightness of the face, 0..255. */
  readonly brightness: number;
  /** Variance of the Laplacian of the face scaled to 112×112; small is blurred. */
  readonly sharpness: number;
  /** The recogniser's output, of unit length; only when it was asked for. */
  readonly vector?: Float32Array;
}

/** What the engine found out about one picture: its faces, the largest first, two at most. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly FaceFacts[];
  /** Mean brightness of the whole picture, 0..255. */
  readonly brightness: number;
}

export interface AnalyseOptions {
  /** Whether to compute the vector of the largest face. */
  readonly vector: boolean;
}

/** Judges single pictures. Stateless between calls: no answer depends on an earlier picture. */
export interface FaceEngine {
  /** Id of the recogniser; vectors of different recognisers cannot be compared. */
  readonly recogniser: string;
  /**
   * @param jpeg One JPEG, at most 2 MB and 4 megapixels.
   * @throws FaceAuthError 'picture-invalid' when it cannot be decoded, 'engine-busy' when the queue is full.
   */
  analyse(jpeg: Uint8Array, options: AnalyseOptions): Promise<PictureFacts>;
  /** Ends the workers; pending requests are refused. */
  close(): Promise<void>;
}
