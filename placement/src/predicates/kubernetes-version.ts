import type { ReleaseProfile } from '../release-profile.ts';
import type { Predicate } from '../rule.ts';
import { isIn, parseRange, parseVersion, type Range } from '../semver-range.ts';
import { fail, pass, unknown } from '../verdict.ts';

/** Hard rule: Helm refuses a chart whose `kubeVersion` the cluster is not in. */
export const kubernetesVersion: Predicate = {
  id: 'kubernetes-version',
  title: 'Version of Kubernetes',
  after: ['connected'],
  check({ cluster: { kubernetesVersion: version }, profile }) {
    if (!version.known) return unknown(`its version of Kubernetes could not be read: ${version.why}`);
    const parsed = parseVersion(version.value);
    if (parsed === undefined) {
      return unknown(`its version of Kubernetes is not understood: ${version.value}`);
    }
    return isIn(parsed, rangeOf(profile))
      ? pass(`it runs Kubernetes ${version.value}`)
      : fail(`it runs Kubernetes ${version.value}, this release is for ${profile.kubeVersion}`, {
          text: `bring its Kubernetes to ${profile.kubeVersion}`,
          by: 'cluster',
          changes: [],
        });
  },
};

/** Parsed once for the whole fleet: all its candidates share the profile. */
const RANGES = new WeakMap<ReleaseProfile, Range>();

function rangeOf(profile: ReleaseProfile): Range {
  let range = RANGES.get(profile);
  if (range === undefined) {
    range = parseRange(profile.kubeVersion);
    RANGES.set(profile, range);
  }
  return range;
}
