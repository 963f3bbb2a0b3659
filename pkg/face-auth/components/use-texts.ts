import { useI18n } from '@shell/composables/useI18n';
import { useStore } from 'vuex';

export type Texts = (key: string, args?: Record<string, unknown>) => string;

/** Texts in the user's language, as plain text: Vue escapes what it draws, the shell would do it a second time. */
export function useTexts(): Texts {
  const { t } = useI18n(useStore());

  return (key, args) => t(key, args, true);
}

/** A reason or remedy of a predicate as a whole sentence; a hostname at its beginning stays as it is. */
export function sentence(text: string): string {
  const beginsWithHostname = /^\S+\.\S/.test(text);

  return `${ beginsWithHostname ? text : text.charAt(0).toUpperCase() + text.slice(1) }.`;
}
