/** Our chart. */
export const CHART = 'face-auth';

/** `face-auth-0.1.0` is chart `face-auth`, version `0.1.0`: a version begins with a number and has dots. */
export function splitChart(text: string): { chart: string; version: string } {
  const parts = /^(?<chart>.+?)-(?<version>v?\d+\.\d+.*)$/.exec(text)?.groups;
  return { chart: parts?.['chart'] ?? text, version: parts?.['version'] ?? '' };
}
