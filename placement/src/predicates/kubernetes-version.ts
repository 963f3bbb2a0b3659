import type { Predicate } from '../rule.ts';
import { parseVersion, satisfies } from '../semver-range.ts';
import { fail, pass, unknown } from '../verdict.ts';

/** Hard rule: Helm refuses a chart whose `kubeVersion` the cluster is not in. */
export const kubernetesVersion: Predicate = {
  id: 'kubernetes-version',
  title: 'Version of Kubernetes',
  after: ['connected'],
  check({ cluster: { kubernetesVersion: version }, profile }) {
    if (!version.known) return unknown(`its version of Kubernetes could not be read: ${version.why}`);
    if (parseVersion(version.value) === undefined) {
      return unknown(`its version of Kubernetes is not understood: ${version.value}`);
    }
    return satisfies(version.value, profile.kubeVersion)
      ? pass(`it runs Kubernetes ${version.value}`)
      : fail(`it runs Kubernetes ${version.value}, this release is for ${profile.kubeVersion}`, {
          text: `bring its Kubernetes to ${profile.kubeVersion}`,
          by: 'cluster',
          changes: [],
        });
  },
};
