import { readFileSync } from 'node:fs';
import path from 'node:path';
import jsyaml from 'js-yaml';
import { completeSettings, type Settings } from '../wizard/settings.ts';

/** The chart's own values, as a catalogue gives them. */
export const chartDefaults = (jsyaml as unknown as { load(text: string): Record<string, unknown> })
  .load(readFileSync(path.join(import.meta.dirname, '../../../charts/face-auth/values.yaml'), 'utf8'));

/** Those of the chart with a hostname, and what is changed. */
export function chartSettings(change: (settings: Settings) => void = () => undefined): Settings {
  const made = completeSettings(structuredClone(chartDefaults));

  made.hostname = 'login.example.com';
  change(made);

  return made;
}
