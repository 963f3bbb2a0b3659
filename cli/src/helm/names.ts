import { CommandError } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A name of a release (53 letters at most, as Helm has it) or a namespace (63). @throws CommandError */
export function checkName(what: 'release' | 'namespace', name: string): string {
  const longest = what === 'release' ? 53 : 63;
  if (!NAME.test(name) || name.length > longest) {
    throw new CommandError(
      EXIT.badInput,
      `the ${what} "${name}" must be small letters, digits and dashes, at most ${longest}, with no dash at its ends`,
    );
  }
  return name;
}
