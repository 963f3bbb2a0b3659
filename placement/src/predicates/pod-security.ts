import type { Predicate } from '../rule.ts';
import { fail, pass, unknown } from '../verdict.ts';

/** Pod Security Standards, the strictest last. */
const LEVELS = ['privileged', 'baseline', 'restricted'];

/** Hard rule: the namespace lets the pods in. One that says nothing, or is not there yet, lets all in. */
export const podSecurity: Predicate = {
  id: 'pod-security',
  title: 'Pod security',
  after: ['connected'],
  check({ cluster: { namespaces }, request: { spec }, profile }) {
    const { namespace } = spec.release;
    if (!namespaces.known) return unknown(`its namespaces could not be read: ${namespaces.why}`);

    const there = namespaces.value.find(({ name }) => name === namespace);
    if (!there) return pass(`the namespace ${namespace} will be made`);
    const enforced = there.podSecurity;
    if (enforced === undefined) return pass(`the namespace ${namespace} enforces no level`);

    return LEVELS.indexOf(profile.podSecurity) >= strictness(enforced)
      ? pass(`the pods keep the level ${enforced} of the namespace ${namespace}`)
      : fail(`the namespace ${namespace} enforces the level ${enforced}, the pods keep ${profile.podSecurity}`, {
          text: `enforce ${profile.podSecurity} there, or choose another namespace`,
          by: 'request',
          changes: [],
        });
  },
};

/** A level that Kubernetes does not know is enforced as the strictest. */
function strictness(level: string): number {
  const known = LEVELS.indexOf(level);
  return known < 0 ? LEVELS.length - 1 : known;
}
