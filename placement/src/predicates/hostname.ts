import { dnsLabel, hostnameOf, missingLabelsOf } from '../hostname.ts';
import { objectName, ownRelease } from '../own-release.ts';
import type { Candidate, Predicate } from '../rule.ts';
import { fail, pass, unknown, type Verdict } from '../verdict.ts';

/** Rivals named in one sentence: more would not be read. */
const NAMED = 3;

/**
 * Hard rule: the name of the login page belongs to nobody else, in the cluster or in the fleet: two would take each other's
 * logins. The ingress of a release of ours that is there already is no rival.
 */
export const hostname: Predicate = {
  id: 'hostname',
  title: 'Hostname',
  after: ['connected'],
  check(candidate) {
    const { cluster, hostname: name, hostnameRivals } = candidate;
    if (name === undefined) return unresolved(candidate);
    if (!cluster.hostnames.known) return unknown(`its ingresses could not be read: ${cluster.hostnames.why}`);

    const own = ownIngress(candidate);
    const taken = cluster.hostnames.value.find((entry) => entry.hostname === name && entry.ingress !== own);
    if (taken) {
      return fail(`${name} already belongs to the ingress ${taken.ingress}`, {
        text: 'choose another hostname',
        by: 'request',
        changes: [],
      });
    }
    return hostnameRivals.length > 0 ? contested(candidate, name) : pass(`${name} is free`);
  },
};

function ownIngress({ cluster, request, profile }: Candidate): string | undefined {
  const there = ownRelease(cluster, request, profile);
  return there && `${there.namespace}/${objectName(there.name, profile.chart)}`;
}

/** A label that is missing may get the cluster's own name for a value, if that makes a hostname which nobody has. */
function unresolved({ cluster, request: { spec }, rivalsOf }: Candidate): Verdict {
  const missing = missingLabelsOf(spec.hostname, cluster);
  if (missing.length === 0) {
    return fail(`${spec.hostname} with its name and labels is no hostname`, {
      text: 'choose another hostname: small letters, digits, dashes and dots',
      by: 'request',
      changes: [],
    });
  }

  const value = dnsLabel(cluster.name);
  const added = Object.fromEntries(missing.map((key) => [key, value]));
  const would = hostnameOf(spec.hostname, { name: cluster.name, labels: { ...cluster.labels, ...added } });
  const isFree =
    would !== undefined &&
    rivalsOf(would).length === 0 &&
    cluster.hostnames.known &&
    cluster.hostnames.value.every((entry) => entry.hostname !== would);
  return fail(`it has no label ${missing.join(', ')}, which the hostname ${spec.hostname} names`, {
    text: isFree
      ? `label it ${missing.map((key) => `${key}=${value}`).join(', ')}`
      : `give it the label ${missing.join(', ')}`,
    by: 'cluster',
    changes: isFree ? missing.map((key) => ({ kind: 'label-cluster', key, value })) : [],
  });
}

function contested({ cluster, request: { spec }, hostnameRivals, rivalsOf }: Candidate, name: string): Verdict {
  const more = hostnameRivals.length > NAMED ? ` and ${hostnameRivals.length - NAMED} more` : '';
  const reason = `${name} would also be the hostname of ${hostnameRivals.slice(0, NAMED).join(', ')}${more}`;

  const template = withCluster(spec.hostname);
  const would = hostnameOf(template, cluster);
  const isFree =
    would !== undefined &&
    rivalsOf(would, template).length === 0 &&
    cluster.hostnames.known &&
    cluster.hostnames.value.every((entry) => entry.hostname !== would);
  return fail(reason, {
    text: isFree ? `name the cluster in it: ${template}` : 'choose a hostname that differs by cluster',
    by: 'request',
    changes: isFree ? [{ kind: 'set-request', path: ['hostname'], value: template }] : [],
  });
}

/** `login.example.com` becomes `login.{cluster}.example.com`. */
function withCluster(template: string): string {
  if (template.includes('{cluster}')) return template;
  const [first = '', ...rest] = template.split(/\.(?![^{]*\})/);
  return rest.length > 1 ? [first, '{cluster}', ...rest].join('.') : `{cluster}.${template}`;
}
