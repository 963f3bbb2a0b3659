import type { ReleaseProfile } from '../release-profile.ts';
import type { Candidate, Predicate } from '../rule.ts';
import { fail, pass, unknown, type Verdict } from '../verdict.ts';
import { classVerdict } from './class-verdict.ts';

type ExposureKind = ReleaseProfile['exposures'][number];

const NAMES: Readonly<Record<ExposureKind, string>> = {
  ingress: 'an ingress',
  gateway: 'a gateway',
  'load-balancer': 'a load balancer',
  'node-port': 'a port of its nodes',
};

/** Hard rule: people reach the login page. */
export const exposure: Predicate = {
  id: 'exposure',
  title: 'Way in',
  after: ['connected'],
  check(candidate) {
    const { kind, className } = candidate.request.spec.exposure;
    const { exposures } = candidate.profile;
    if (exposures.includes(kind)) return reachable(candidate, kind, className);

    const other = exposures.find((each) => reachable(candidate, each, '').state === 'pass');
    return fail(`this release cannot be reached by ${NAMES[kind]}`, {
      text: `use ${(other === undefined ? exposures : [other]).map((each) => NAMES[each]).join(' or ')}`,
      by: 'request',
      changes:
        other === undefined ? [] : [{ kind: 'set-request', path: ['exposure'], value: { kind: other, className: '' } }],
    });
  },
};

function reachable({ cluster }: Candidate, kind: ExposureKind, wanted: string): Verdict {
  const path = ['exposure', 'className'];
  switch (kind) {
    case 'ingress':
      return classVerdict({
        kind: 'ingress class',
        classes: cluster.ingressClasses,
        wanted,
        path,
        install: 'install an ingress controller, such as Traefik or ingress-nginx',
      });
    case 'gateway':
      return classVerdict({
        kind: 'gateway class',
        classes: cluster.gatewayClasses,
        wanted,
        path,
        install: 'install a controller of the Gateway API, such as Traefik or Envoy Gateway',
      });
    case 'load-balancer':
      return loadBalancer(cluster.loadBalancer);
    case 'node-port':
      return pass('its nodes have a port for it');
  }
}

function loadBalancer(given: Candidate['cluster']['loadBalancer']): Verdict {
  if (!given.known) return unknown(`it is not known whether it gives addresses to load balancers: ${given.why}`);
  return given.value
    ? pass('it gives addresses to load balancers')
    : fail('it gives no addresses to load balancers', {
        text: 'install a provider of addresses, such as MetalLB or ServiceLB',
        by: 'cluster',
        changes: [],
      });
}
