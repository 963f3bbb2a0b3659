import type { Failure } from '../api/failure.ts';
import { hasText, type TextKey } from './texts.ts';

/** The text for a failed request; a code that is only for operators reads as trouble on our side. */
export function failureText({ code }: Failure): TextKey {
  const key = `error.${code}`;
  return hasText(key) ? key : 'error.unexpected';
}
