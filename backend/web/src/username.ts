/** Kept for this tab only: the next person at a shared device finds an empty field. */
const STORED_AS = 'face-auth-username';

/** The user name of the last login or enrolment in this tab; empty when there was none. */
export function rememberedUsername(): string {
  return window.sessionStorage.getItem(STORED_AS) ?? '';
}

export function rememberUsername(username: string): void {
  window.sessionStorage.setItem(STORED_AS, username);
}

export function forgetUsername(): void {
  window.sessionStorage.removeItem(STORED_AS);
}

export type UsernameProblem = 'missing' | 'characters';

/**
 * What is wrong with a user name that is to be given, by the server's own rule: 1 to 64 letters, digits, dots,
 * underscores, hyphens or at signs. `undefined` when nothing is.
 */
export function usernameProblem(typed: string): UsernameProblem | undefined {
  const username = typed.normalize('NFKC').trim();
  if (username === '') return 'missing';
  return /^[\p{L}\p{M}\p{N}._@-]{1,64}$/u.test(username) ? undefined : 'characters';
}
