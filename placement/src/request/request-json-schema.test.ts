import { expect, it } from 'vitest';
import { requestJsonSchema } from './request-json-schema.ts';

/** `npx vitest run --project placement -u request-json-schema` writes the file anew. */
it('is the published file', async () => {
  const text = `${JSON.stringify(requestJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../schema/placement-request.schema.json');
});
