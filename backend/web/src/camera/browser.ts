/** Browsers whose camera permission is found in different places; each has its words under `camera.blocked.<browser>`. */
export const BROWSERS = [
  'chromium',
  'chromium-android',
  'firefox',
  'firefox-android',
  'safari-ios',
  'ios-app',
  'safari-macos',
  'other',
] as const;

export type Browser = (typeof BROWSERS)[number];

/**
 * The browser by its user agent, as far as it matters for where the camera is allowed.
 * @param touchPoints `navigator.maxTouchPoints`: an iPad says it is a Mac, but has a touch screen.
 */
export function browserOf(userAgent: string, touchPoints: number): Browser {
  const has = (pattern: RegExp) => pattern.test(userAgent);

  if (has(/iPhone|iPad|iPod/) || (has(/Macintosh/) && touchPoints > 1)) {
    return has(/CriOS|FxiOS|EdgiOS|OPiOS|DuckDuckGo|GSA/) || !has(/Safari/) ? 'ios-app' : 'safari-ios';
  }
  if (has(/Firefox\//)) return has(/Android/) ? 'firefox-android' : 'firefox';
  if (has(/Chrome\//)) return has(/Android/) ? 'chromium-android' : 'chromium';
  if (has(/Macintosh/) && has(/Safari\//)) return 'safari-macos';
  return 'other';
}
