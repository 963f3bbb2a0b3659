import type { ClusterFacts, IssuerFacts } from '../facts/cluster-facts.ts';
import type { Change } from '../remedy.ts';
import type { Predicate } from '../rule.ts';
import { fail, pass, unknown, type Verdict } from '../verdict.ts';

interface NamedIssuer {
  readonly name: string;
  readonly kind: IssuerFacts['kind'];
}

const SELF_SIGNED: Change = { kind: 'set-request', path: ['tls'], value: { source: 'self-signed' } };

/** Hard rule: a certificate can be had. Without HTTPS browsers give no camera. */
export const secureOrigin: Predicate = {
  id: 'secure-origin',
  title: 'Certificate',
  after: ['connected'],
  check({ cluster, request: { spec } }) {
    switch (spec.tls.source) {
      case 'self-signed':
        return pass('the chart makes a certificate of its own, about which browsers warn');
      case 'secret':
        return pass(`it uses the Secret ${spec.tls.secretName}, which has to be in ${spec.release.namespace}`);
      case 'cert-manager':
        return issued(cluster, spec.tls.issuer, spec.release.namespace);
    }
  },
};

function issued({ apiGroups, issuers }: ClusterFacts, wanted: NamedIssuer, namespace: string): Verdict {
  if (!apiGroups.known) return unknown(`it is not known whether it has cert-manager: ${apiGroups.why}`);
  if (!apiGroups.value.includes('cert-manager.io')) {
    return fail('it has no cert-manager', {
      text: 'install cert-manager, or let the chart make a certificate, about which browsers warn',
      by: 'request',
      changes: [SELF_SIGNED],
    });
  }
  if (!issuers.known) return unknown(`its issuers could not be read: ${issuers.why}`);

  const usable = issuers.value
    .filter(({ kind, namespace: own }) => kind === 'ClusterIssuer' || own === namespace)
    .map(({ kind, name }) => ({ name, kind }))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  if (usable.some(({ kind, name }) => kind === wanted.kind && name === wanted.name)) {
    return pass(`its ${nameOf(wanted)} gives the certificate`);
  }
  const [first] = usable;
  return fail(`it has no ${nameOf(wanted)}`, {
    text: first
      ? `choose one: ${usable.map(nameOf).join(', ')}`
      : 'make that issuer, or let the chart make a certificate, about which browsers warn',
    by: 'request',
    changes: [first ? { kind: 'set-request', path: ['tls', 'issuer'], value: first } : SELF_SIGNED],
  });
}

function nameOf({ kind, name }: NamedIssuer): string {
  return `${kind} ${name}`;
}
