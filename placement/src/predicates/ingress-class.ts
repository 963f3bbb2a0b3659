import type { Predicate } from '../verdict.ts';
import { classVerdict } from './class-verdict.ts';

/** Hard rule: something serves the login page over HTTPS. Without HTTPS browsers give no camera. */
export const ingressClass: Predicate = {
  id: 'ingress-class',
  after: ['connected'],
  check: ({ cluster, request }) =>
    classVerdict(
      'ingress class',
      cluster.ingressClasses,
      request.ingressClassName,
      'install an ingress controller, such as Traefik or ingress-nginx',
    ),
};
