import { decodeTemplate, type Template } from '../face/template/template.ts';
import type { KeyRing } from '../store/key-ring.ts';
import type { Store } from '../store/store.ts';

export interface StoredTemplateOptions {
  readonly store: Pick<Store, 'templates'>;
  readonly keys: KeyRing;
  /** Id of the recogniser that runs. */
  readonly recogniser: string;
}

/**
 * The template of a person.
 *
 * @returns 'outdated' when it is of another recogniser, and can never be compared again; `undefined` when there is none.
 * @throws FaceAuthError 'template-unreadable', 'template-invalid'
 */
export async function storedTemplate(
  { store, keys, recogniser }: StoredTemplateOptions,
  userId: string,
): Promise<Template | 'outdated' | undefined> {
  const sealed = await store.templates.find(userId);
  if (sealed === undefined) return undefined;
  const bytes = keys.open(userId, sealed);
  const template = decodeTemplate(bytes);
  bytes.fill(0);
  return template.recogniser === recogniser ? template : 'outdated';
}
