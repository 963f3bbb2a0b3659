import type { ClusterFacts } from './facts/cluster-facts.ts';

type Named = Pick<ClusterFacts, 'name' | 'labels'>;

const PLACEHOLDER = /\{(cluster|label:([^{}]+))\}/g;
const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)*$/;

/**
 * The template with the cluster's name and labels put in. What a DNS name cannot have becomes a dash; a cluster's name stays
 * one label of it, a label's value may bring its own dots.
 *
 * @returns Undefined where a label is missing, or where no DNS name comes out.
 */
export function hostnameOf(template: string, { name, labels }: Named): string | undefined {
  let isWhole = true;
  const hostname = template.replace(PLACEHOLDER, (_, what: string, key?: string) => {
    if (key === undefined) return dnsLabel(name);
    const value = labels[key] ?? '';
    if (value === '') isWhole = false;
    return value.split('.').map(dnsLabel).join('.');
  });
  return isWhole && DNS_NAME.test(hostname) ? hostname : undefined;
}

/** Keys of the labels that the template names and the cluster has not. */
export function missingLabelsOf(template: string, { labels }: Named): string[] {
  const keys = [...template.matchAll(PLACEHOLDER)].flatMap(([, , key]) => key ?? []);
  return [...new Set(keys)].filter((key) => (labels[key] ?? '') === '');
}

/** One part of a DNS name: small letters, digits and dashes, at most 63. */
export function dnsLabel(text: string): string {
  if (DNS_LABEL.test(text)) return text;
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}
