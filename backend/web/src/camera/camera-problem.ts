/** Why there is no picture; each has its words under `camera.<problem>` in the texts. */
export const CAMERA_PROBLEMS = [
  'blocked',
  'blocked-by-system',
  'missing',
  'in-use',
  'insecure',
  'unsupported',
  'unplugged',
] as const;

export type CameraProblem = (typeof CAMERA_PROBLEMS)[number];

/**
 * What keeps the camera away before it was even asked for, if anything.
 * Browsers hide `mediaDevices` on pages that are not secure.
 */
export function missingAccess(page: {
  readonly secure: boolean;
  readonly devices: unknown;
}): CameraProblem | undefined {
  if (page.devices !== undefined) return undefined;
  return page.secure ? 'unsupported' : 'insecure';
}

/** What an error of `getUserMedia` means. Chrome tells a block by the operating system only in the message. */
export function cameraProblemOf(error: unknown): CameraProblem {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  switch (name) {
    case 'NotAllowedError':
      return /by system/i.test(message) ? 'blocked-by-system' : 'blocked';
    case 'SecurityError':
      return 'blocked';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotSupportedError': // a browser inside another app that was given no way to ask
      return 'unsupported';
    default:
      // NotReadableError and AbortError: the camera is there but does not start; almost always another program has it.
      return 'in-use';
  }
}
