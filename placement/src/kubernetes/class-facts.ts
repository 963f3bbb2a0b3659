import type { ClassFacts } from '../cluster-facts.ts';
import type { KubernetesObject } from './kubernetes-objects.ts';

const STORAGE_DEFAULT = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];
const INGRESS_DEFAULT = ['ingressclass.kubernetes.io/is-default-class'];

export function storageClassFacts(classes: readonly KubernetesObject[]): ClassFacts[] {
  return classes.map((object) => classFacts(object, STORAGE_DEFAULT));
}

export function ingressClassFacts(classes: readonly KubernetesObject[]): ClassFacts[] {
  return classes.map((object) => classFacts(object, INGRESS_DEFAULT));
}

function classFacts({ metadata }: KubernetesObject, annotations: readonly string[]): ClassFacts {
  return {
    name: metadata?.name ?? '',
    isDefault: annotations.some((annotation) => metadata?.annotations?.[annotation] === 'true'),
  };
}
