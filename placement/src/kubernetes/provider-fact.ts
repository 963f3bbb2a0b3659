import { type Fact, known, notKnown } from '../facts/fact.ts';
import type { KubernetesNode, KubernetesVersion } from './kubernetes-objects.ts';

/** Rancher's own word, on the cluster's object of the management cluster. */
const PROVIDER_LABEL = 'provider.cattle.io';

/** What is put behind the version: `v1.34.1+k3s1`, `v1.33.5-eks-113cf36`, `v1.33.5-gke.1162000`. */
const VERSION_SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/\+k3s/, 'k3s'],
  [/\+rke2/, 'rke2'],
  [/\+k0s/, 'k0s'],
  [/-eks-/, 'eks'],
  [/-gke\./, 'gke'],
];

const NODE_LABELS: readonly (readonly [string, string])[] = [
  ['eks.amazonaws.com/nodegroup', 'eks'],
  ['kubernetes.azure.com/cluster', 'aks'],
  ['cloud.google.com/gke-nodepool', 'gke'],
  ['node.openshift.io/os_id', 'openshift'],
  ['microk8s.io/cluster', 'microk8s'],
  ['minikube.k8s.io/name', 'minikube'],
];

/** Schemes of `providerID` that stand for one way to make a cluster; `aws`, `azure` and `gce` do not: any cluster may run there. */
const PROVIDER_IDS = ['k3s', 'rke2', 'kind', 'harvester'];

/** Who made a cluster: what Rancher says, else what its version, else what its nodes say. */
export function providerFact(
  labels: Readonly<Record<string, string>>,
  version: Fact<KubernetesVersion>,
  nodes: Fact<readonly KubernetesNode[]>,
): Fact<string> {
  const said = labels[PROVIDER_LABEL] ?? fromVersion(version) ?? fromNodes(nodes);
  if (said !== undefined) return known(said);
  if (!version.known) return version;
  return nodes.known ? notKnown('neither its version nor its nodes say who made it') : nodes;
}

function fromVersion(version: Fact<KubernetesVersion>): string | undefined {
  const text = version.known ? (version.value.gitVersion ?? '') : '';
  return VERSION_SUFFIXES.find(([suffix]) => suffix.test(text))?.[1];
}

function fromNodes(nodes: Fact<readonly KubernetesNode[]>): string | undefined {
  for (const { metadata, spec } of nodes.known ? nodes.value : []) {
    const scheme = spec?.providerID?.split(':', 1)[0] ?? '';
    if (PROVIDER_IDS.includes(scheme)) return scheme;
    const label = NODE_LABELS.find(([name]) => metadata?.labels?.[name] !== undefined);
    if (label) return label[1];
  }
  return undefined;
}
