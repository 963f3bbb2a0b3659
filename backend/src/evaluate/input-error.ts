/** Something an evaluation was given cannot be used; the message is for the person who gave it. */
export class EvaluationInputError extends Error {
  override readonly name = 'EvaluationInputError';
}
