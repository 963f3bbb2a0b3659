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

/**
 * Where a face is expected: a square, turned with the head. Lengths in shares of the picture's longer side, so that it holds for
 * the same camera at any resolution.
 */
export interface Region {
  /** The middle. */
  readonly x: number;
  readonly y: number;
  /** Length of a side. */
  readonly size: number;
  /** How far the eyes' line is turned, rad; positive is clockwise in the picture. */
  readonly roll: number;
}

/** How likely something is before a part of the face, 0 (bare) .. 1 (covered); .5 is the limit (docs/quality.md). A hint, not a proof. */
export interface Cover {
  /** Before the eyes: sunglasses, a bar, a hand. Clear glasses and closed eyes are not. */
  readonly eyes: number;
  /** Before nose and mouth: a mask, a scarf, a hand. A beard or an open mouth is not. */
  readonly mouth: number;
}

/** What the engine found out about one face of a picture. */
export interface FaceFacts {
  readonly box: Box;
  /** The detector's confidence, 0..1; absent when the face was found where the hint said. */
  readonly confidence?: number;
  /** How sure the mesh net is that it looks at a face, 0..1. */
  readonly fit: number;
  /** The hint for the next picture of the same camera. */
  readonly region: Region;
  /** 468 points, each x, y, z, in pixels of the picture; z grows away from the camera. */
  readonly mesh: Float32Array;
  readonly pose: Pose;
  /** Eye aspect ratio (height by width of the eye's outline), mean of both eyes; about .35 when open. */
  readonly eyeOpening: number;
  /** Distance of the lips (13 to 14) by the width of the mouth (78 to 308); above .5 is clearly open. */
  readonly mouthOpening: number;
  /** Mean brightness of the face, 0..255. */
  readonly brightness: number;
  /** Mean brightness of the face's darker half by that of its lighter one, 0..1; small is lit from a side. */
  readonly evenness: number;
  /** Variance of the Laplacian of the face scaled to 112×112; small is blurred. */
  readonly sharpness: number;
  readonly cover: Cover;
  /** The recogniser's output, of unit length; of the first face and only when it was asked for. */
  readonly vector?: Float32Array;
}

/** What the engine found out about one picture: its faces, two at most, the most prominent first (`prominence`): mostly the larger one. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly FaceFacts[];
  /** Mean brightness of the whole picture, 0..255. */
  readonly brightness: number;
}

export interface AnalyseOptions {
  /** `full` for templates and probes: of the crop and its mirror image. `quick` is of the crop alone and costs half: enough to see that a face is still the same. */
  readonly vector: 'none' | 'quick' | 'full';
  /** Whether the outlines of the eyes shall be refined, as a blink needs it. An engine may refine them always. */
  readonly iris?: boolean;
  /**
   * Where the last picture had its face. The face there is then the only one that is looked for; when none fits, the whole
   * picture is searched as without a hint.
   */
  readonly region?: Region;
  /** `camera` (default): a JPEG as a page sends it, everything else is refused. `photo`: any picture file, searched more thoroughly. */
  readonly source?: 'camera' | 'photo';
}

/** Judges single pictures. Stateless between calls: no answer depends on an earlier picture. */
export interface FaceEngine {
  /** Id of the recogniser; vectors of different recognisers cannot be compared. */
  readonly recogniser: string;
  /**
   * @param picture From a camera one JPEG, at most 2 MB and 4 megapixels.
   * @throws FaceAuthError 'picture-…' when it cannot be judged, 'engine-busy' when the queue is full.
   */
  analyse(picture: Uint8Array, options: AnalyseOptions): Promise<PictureFacts>;
  /** Ends the workers; pending requests are refused. */
  close(): Promise<void>;
}
