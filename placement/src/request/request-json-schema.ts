import * as z from 'zod/mini';
import { placementRequestSchema } from './placement-request.ts';

/**
 * JSON schema (draft 7) of a request as people write it, for editors: `placement/schema/placement-request.schema.json` holds
 * it. Not exported with the planner: a page does not need it.
 */
export function requestJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    title: 'A placement request for Face Auth',
    ...z.toJSONSchema(placementRequestSchema, { io: 'input', target: 'draft-7' }),
  };
}
