import { describe, expect, it } from 'vitest';
import { catalogueFile } from './serve-catalogue.mjs';

describe('a served catalogue', () => {
  it.each(['/index.yaml', '/assets/icons/face-auth.svg', '/extensions/face-auth-ui/0.1.0/files.txt'])(
    'gives %s',
    (url) => {
      expect(catalogueFile('/srv', url)).toBe(`/srv${url}`);
    },
  );

  it.each(['/data/key', '/package.json', '/assets/../data/key', '/assets/%2e%2e/data/key', '/..%2fkey', '/', '/%'])(
    'keeps %s to itself',
    (url) => {
      expect(catalogueFile('/srv', url)).toBeUndefined();
    },
  );
});
