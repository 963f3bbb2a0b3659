import type { GatewayClassFacts, IngressClassFacts, StorageClassFacts } from '../facts/cluster-facts.ts';
import type {
  KubernetesGatewayClass,
  KubernetesIngressClass,
  KubernetesObject,
  KubernetesStorageClass,
} from './kubernetes-objects.ts';

const STORAGE_DEFAULT = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];
const INGRESS_DEFAULT = ['ingressclass.kubernetes.io/is-default-class'];

export function storageClassFacts(classes: readonly KubernetesStorageClass[]): StorageClassFacts[] {
  return classes.map(({ metadata, provisioner = '', allowVolumeExpansion }) => ({
    name: metadata?.name ?? '',
    isDefault: hasAny(metadata?.annotations, STORAGE_DEFAULT),
    provisioner,
    canExpand: allowVolumeExpansion === true,
  }));
}

export function ingressClassFacts(classes: readonly KubernetesIngressClass[]): IngressClassFacts[] {
  return classes.map(({ metadata, spec }) => ({
    name: metadata?.name ?? '',
    isDefault: hasAny(metadata?.annotations, INGRESS_DEFAULT),
    controller: spec?.controller ?? '',
  }));
}

export function gatewayClassFacts(classes: readonly KubernetesGatewayClass[]): GatewayClassFacts[] {
  return classes.map(({ metadata, spec }) => ({
    name: metadata?.name ?? '',
    controller: spec?.controllerName ?? '',
  }));
}

type Annotations = NonNullable<KubernetesObject['metadata']>['annotations'];

function hasAny(annotations: Annotations, names: readonly string[]): boolean {
  return names.some((name) => annotations?.[name] === 'true');
}
