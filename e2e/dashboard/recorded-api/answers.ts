import { readFileSync } from 'node:fs';
import type { Answer, JsonObject, Resource, Schema } from './resource.ts';

interface RecordedCluster {
  schemas: Schema[];
  objects: Record<string, Resource[]>;
}

/** One state of an object; `link`: its `links.logs` was there. */
export interface Stage {
  link: boolean;
  object: Resource;
}

interface RecordedAction {
  answer: JsonObject;
  operation: Stage[];
  log: string[];
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`answers/${name}.json`, import.meta.url), 'utf8')) as T;

/** What `record.ts` wrote. */
export const recorded = {
  management: read<RecordedCluster & { plain: Record<string, JsonObject> }>('management'),
  downstream: read<RecordedCluster & { repo: Resource }>('downstream'),
  helm: read<{
    succeeded: RecordedAction;
    failed: RecordedAction;
    uninstalled: RecordedAction;
    app: Stage[];
    deployment: Stage[];
    objects: Resource[];
  }>('helm'),
  errors:
    read<Record<'csrf' | 'noChartVersion' | 'unknownType' | 'notFound' | 'lost' | 'unknownColumn' | 'noLogin', Answer>>(
      'errors',
    ),
} as const;
