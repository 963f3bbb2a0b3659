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
