import { computed, readonly, ref, watchEffect } from 'vue';
import type { Language } from '../../../src/gateway/api.ts';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

export type TextKey = keyof typeof en;

/** Every language's texts. English leads: a key that another language lacks is a type error here. */
export const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, de };

/** Each language's own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const STORED_AS = 'face-auth-language';

/** The first wish that we speak (`de-AT` counts as `de`), else English. */
export function languageFor(wishes: readonly (string | null)[]): Language {
  for (const wish of wishes) {
    const code = wish?.toLowerCase().split('-')[0];
    if (code === 'en' || code === 'de') return code;
  }
  return 'en';
}

/** Puts values into a text's `{names}`; a name without a value stays as it is, to be seen. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (name, key: string) => values[key] ?? name);
}

const chosen = ref<Language>(languageFor([window.localStorage.getItem(STORED_AS), ...window.navigator.languages]));

/** The language that is shown now. */
export const language = readonly(chosen);

export const otherLanguage = computed<Language>(() => (chosen.value === 'en' ? 'de' : 'en'));

watchEffect(() => (document.documentElement.lang = chosen.value));

export function showLanguage(wanted: Language): void {
  chosen.value = wanted;
  window.localStorage.setItem(STORED_AS, wanted);
}

/** A text in the language that is shown. */
export function t(key: TextKey, values: Readonly<Record<string, string>> = {}): string {
  return fillIn(TEXTS[chosen.value][key], values);
}

/** Whether there is a text of that name: for codes that come from the server. */
export function hasText(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}
