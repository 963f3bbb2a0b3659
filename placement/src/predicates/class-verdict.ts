import type { Fact } from '../facts/fact.ts';
import { fail, pass, unknown, type Verdict } from '../verdict.ts';

interface ClassQuestion {
  /** In words: `ingress class`. */
  readonly kind: string;
  readonly classes: Fact<readonly { readonly name: string; readonly isDefault?: boolean }[]>;
  /** Empty: the default one. */
  readonly wanted: string;
  /** Field of the request that names it. */
  readonly path: readonly string[];
  /** What to do where there is no class at all. */
  readonly install: string;
}

/** Whether a class of that name exists, or a default one when the name is empty. */
export function classVerdict({ kind, classes, wanted, path, install }: ClassQuestion): Verdict {
  if (!classes.known) return unknown(`its ${kind}es could not be read: ${classes.why}`);

  const names = classes.value.map(({ name }) => name).sort();
  const [first] = names;
  if (first === undefined) return fail(`it has no ${kind}`, { text: install, by: 'cluster', changes: [] });

  const choose = {
    text: `choose one: ${names.join(', ')}`,
    by: 'request',
    changes: [{ kind: 'set-request', path, value: first }],
  } as const;
  if (wanted === '') {
    const standard = classes.value.find(({ isDefault }) => isDefault);
    return standard
      ? pass(`its default ${kind} is ${standard.name}`)
      : fail(`none of its ${kind}es is the default`, choose);
  }
  return names.includes(wanted) ? pass(`it has the ${kind} ${wanted}`) : fail(`it has no ${kind} ${wanted}`, choose);
}
