import { SETTINGS } from '../config.ts';

/** The reference of all settings, `docs/configuration.md`. */
export function configuration(): string {
  const sections = Object.entries(SETTINGS.shape).map(([name, schema]) => {
    const { description, expects, standard } = schema.meta() as Record<string, string | undefined>;
    const fallback = standard ?? `\`${String(schema.parse(undefined))}\``;
    return `## \`${name}\`\n\n${description}\n\nMust be ${expects}. Default: ${fallback}.\n`;
  });
  return [
    '# Settings of the service\n',
    'All settings are environment variables. An empty variable counts as not set; an unknown `FACE_AUTH_` name or a bad value',
    'ends the start with a sentence that names it. This page is made by `node backend/src/main.ts configuration`.\n',
    ...sections,
  ].join('\n');
}
