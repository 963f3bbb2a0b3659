import { setImmediate as others } from 'node:timers/promises';
import { FaceAuthError } from '../errors.ts';
import type { Store, User } from '../store/store.ts';
import { storedTemplate, type StoredTemplateOptions } from './stored-template.ts';

/** People whose templates are of another recogniser than the one that runs: they must enrol anew. */
export interface OutdatedEnrolments {
  /** The ones that are left, in the order of their names. The first call looks at all templates, later ones at what it found. */
  people(): Promise<readonly User[]>;
  /**
   * Whether a login with a name that nobody has shall end like one with an outdated template: else that end would tell a stranger
   * who is enrolled. Always the same for a name, and as frequent as outdated templates are.
   */
  isFeigned(subject: string): boolean;
}

/** Templates that are opened before others get their turn. */
const AT_ONCE = 100;

export function createOutdatedEnrolments(
  options: StoredTemplateOptions & { readonly store: Pick<Store, 'users'> },
): OutdatedEnrolments {
  /** Ids; nobody becomes outdated while the service runs. */
  let known: ReadonlySet<string> | undefined;
  let share = 0;

  const isOutdated = async ({ id }: User): Promise<boolean> => {
    try {
      return (await storedTemplate(options, id)) === 'outdated';
    } catch (error) {
      // Not readable at all: the next login says so.
      if (error instanceof FaceAuthError && error.code.startsWith('template-')) return false;
      throw error;
    }
  };

  return {
    async people() {
      const all = await options.store.users.list();
      const outdated: User[] = [];
      for (const [index, user] of all.entries()) {
        if (index % AT_ONCE === AT_ONCE - 1) await others();
        if (known?.has(user.id) !== false && (await isOutdated(user))) outdated.push(user);
      }
      known = new Set(outdated.map(({ id }) => id));
      share = all.length === 0 ? 0 : outdated.length / all.length;
      return outdated;
    },
    isFeigned: (subject) => Number.parseInt(subject.slice(0, 8), 16) / 2 ** 32 < share,
  };
}
