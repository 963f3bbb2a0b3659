import type { ClassFacts } from '../cluster-facts.ts';
import type { Fact } from '../fact.ts';
import { fail, pass, unknown, type Verdict } from '../verdict.ts';

/**
 * Whether a class of that name exists, or a default one when the name is empty.
 *
 * @param kind In words: `ingress class`.
 * @param install What to do where there is no class at all.
 */
export function classVerdict(
  kind: string,
  classes: Fact<readonly ClassFacts[]>,
  wanted: string,
  install: string,
): Verdict {
  if (!classes.known) return unknown(`its ${kind}es could not be read: ${classes.why}`, 'read the clusters again');

  const names = classes.value.map(({ name }) => name).sort();
  if (names.length === 0) return fail(`it has no ${kind}`, install);
  if (wanted === '') {
    const standard = classes.value.find(({ isDefault }) => isDefault);
    return standard
      ? pass(`its default ${kind} is ${standard.name}`)
      : fail(`none of its ${kind}es is the default`, `choose one: ${names.join(', ')}`, 'settings');
  }
  return names.includes(wanted)
    ? pass(`it has the ${kind} ${wanted}`)
    : fail(`it has no ${kind} ${wanted}`, `choose one: ${names.join(', ')}`, 'settings');
}
