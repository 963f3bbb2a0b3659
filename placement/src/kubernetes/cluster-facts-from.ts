import type { ClusterFacts, Connection, IssuerFacts, NamespaceFacts, ReleaseFacts } from '../facts/cluster-facts.ts';
import { type Fact, known, mapFact, notKnown } from '../facts/fact.ts';
import { gatewayClassFacts, ingressClassFacts, storageClassFacts } from './class-facts.ts';
import { hostnameFacts } from './hostname-facts.ts';
import type {
  KubernetesApiGroup,
  KubernetesGatewayClass,
  KubernetesIngress,
  KubernetesIngressClass,
  KubernetesNode,
  KubernetesObject,
  KubernetesPod,
  KubernetesService,
  KubernetesStorageClass,
  KubernetesVersion,
} from './kubernetes-objects.ts';
import { loadBalancerFact } from './load-balancer-fact.ts';
import { nodeFacts } from './node-facts.ts';
import { providerFact } from './provider-fact.ts';

/** What a collector has read, as the API server gave it; what it could not read it says. */
export interface ClusterObjects {
  readonly version: Fact<KubernetesVersion>;
  readonly nodes: Fact<readonly KubernetesNode[]>;
  /** Of all namespaces, as all the others. */
  readonly pods: Fact<readonly KubernetesPod[]>;
  readonly storageClasses: Fact<readonly KubernetesStorageClass[]>;
  readonly ingressClasses: Fact<readonly KubernetesIngressClass[]>;
  /** Of the Gateway API; need not be read where the cluster does not serve its group. */
  readonly gatewayClasses: Fact<readonly KubernetesGatewayClass[]>;
  readonly services: Fact<readonly KubernetesService[]>;
  readonly apiGroups: Fact<readonly KubernetesApiGroup[]>;
  /** cert-manager's; need not be read where the cluster does not serve its group. */
  readonly issuers: Fact<readonly KubernetesObject[]>;
  readonly clusterIssuers: Fact<readonly KubernetesObject[]>;
  readonly namespaces: Fact<readonly KubernetesObject[]>;
  readonly ingresses: Fact<readonly KubernetesIngress[]>;
  /** Already facts: Helm's records are not Kubernetes' objects, and the collectors have them from Helm and from Rancher. */
  readonly releases: Fact<readonly ReleaseFacts[]>;
}

export interface ReadCluster {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** ms since the epoch. */
  readonly readAt: number;
  readonly connection: Fact<Connection>;
  readonly objects: ClusterObjects;
}

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';
export const CERT_MANAGER_GROUP = 'cert-manager.io';
const POD_SECURITY_LABEL = 'pod-security.kubernetes.io/enforce';

/** The one way from Kubernetes' objects to facts, for every collector. */
export function clusterFactsFrom({
  id,
  name,
  labels,
  annotations,
  readAt,
  connection,
  objects,
}: ReadCluster): ClusterFacts {
  const { version, nodes, pods, services, namespaces } = objects;
  return {
    id,
    name,
    labels,
    annotations,
    readAt,
    connection,
    kubernetesVersion: versionFact(version),
    provider: providerFact(labels, version, nodes),
    nodes: mapFact(nodes, (read) => nodeFacts(read, pods, namespaces)),
    storageClasses: mapFact(objects.storageClasses, storageClassFacts),
    ingressClasses: mapFact(objects.ingressClasses, ingressClassFacts),
    gatewayClasses: mapFact(ifServed(GATEWAY_GROUP, objects, objects.gatewayClasses), gatewayClassFacts),
    loadBalancer: services.known ? loadBalancerFact(services.value) : services,
    apiGroups: mapFact(objects.apiGroups, groupNames),
    issuers: issuerFacts(objects),
    namespaces: mapFact(namespaces, (read) => read.map(namespaceFacts)),
    hostnames: mapFact(objects.ingresses, hostnameFacts),
    releases: objects.releases,
  };
}

/** The facts of a cluster that could not be asked. */
export function unreadFacts(cluster: Omit<ReadCluster, 'objects'>, why: string): ClusterFacts {
  const unread = notKnown(why);
  return clusterFactsFrom({
    ...cluster,
    objects: {
      version: unread,
      nodes: unread,
      pods: unread,
      storageClasses: unread,
      ingressClasses: unread,
      gatewayClasses: unread,
      services: unread,
      apiGroups: unread,
      issuers: unread,
      clusterIssuers: unread,
      namespaces: unread,
      ingresses: unread,
      releases: unread,
    },
  });
}

function versionFact(version: Fact<KubernetesVersion>): Fact<string> {
  if (!version.known) return version;
  return version.value.gitVersion
    ? known(version.value.gitVersion)
    : notKnown('the API server does not say its version');
}

const groupNames = (groups: readonly KubernetesApiGroup[]): string[] => groups.map(({ name }) => name ?? '').sort();

/** Of an API group that the cluster does not serve there is nothing, whatever a collector got for an answer. */
function ifServed<T>(group: string, { apiGroups }: ClusterObjects, read: Fact<readonly T[]>): Fact<readonly T[]> {
  return apiGroups.known && !apiGroups.value.some(({ name }) => name === group) ? known([]) : read;
}

function issuerFacts(objects: ClusterObjects): Fact<readonly IssuerFacts[]> {
  const issuers = ifServed(CERT_MANAGER_GROUP, objects, objects.issuers);
  const clusterIssuers = ifServed(CERT_MANAGER_GROUP, objects, objects.clusterIssuers);
  if (!issuers.known) return issuers;
  if (!clusterIssuers.known) return clusterIssuers;
  return known([
    ...clusterIssuers.value.map((object) => issuer('ClusterIssuer', object)),
    ...issuers.value.map((object) => issuer('Issuer', object)),
  ]);
}

function issuer(kind: IssuerFacts['kind'], { metadata }: KubernetesObject): IssuerFacts {
  return { kind, name: metadata?.name ?? '', namespace: kind === 'Issuer' ? (metadata?.namespace ?? '') : '' };
}

function namespaceFacts({ metadata }: KubernetesObject): NamespaceFacts {
  const podSecurity = metadata?.labels?.[POD_SECURITY_LABEL];
  return { name: metadata?.name ?? '', ...(podSecurity !== undefined && { podSecurity }) };
}
