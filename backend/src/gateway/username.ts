import { z } from 'zod';

/** A user name that can be given: 1 to 64 letters, digits, dots, underscores, hyphens or at signs. */
export const Username = z
  .string()
  .transform((text) => text.normalize('NFKC').trim())
  .pipe(z.string().regex(/^[\p{L}\p{M}\p{N}._@-]{1,64}$/u));

/** A user name as somebody types it at a login: whatever it is, it is looked up. */
export const TypedUsername = z.string().trim().min(1).max(64);
