import type { FaceFacts, PictureFacts } from '../face/engine.ts';

/**
 * Which face of a photo is meant when there are two: a large one in the middle.
 *
 *     maximise  width · height − 2 · (distance of the face's middle from the photo's)²
 *
 * the rule with which the photos of Labeled Faces in the Wild are usually cut (`align_dataset_mtcnn.py` of davidsandberg/facenet).
 */
export function chooseFace({ faces, width, height }: PictureFacts): FaceFacts | undefined {
  const prominence = ({ box }: FaceFacts): number => {
    const dx = box.x + box.width / 2 - width / 2;
    const dy = box.y + box.height / 2 - height / 2;
    return box.width * box.height - 2 * (dx * dx + dy * dy);
  };
  return faces.toSorted((one, other) => prominence(other) - prominence(one))[0];
}
