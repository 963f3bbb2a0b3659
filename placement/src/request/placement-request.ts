import * as z from 'zod/mini';

/**
 * The document that says what is wanted: YAML or JSON, checked by `parse-request.ts`, with a JSON schema made from this one.
 * What is left out gets the default given here; a field that is not here is refused.
 */
export const API_VERSION = 'placement.face-auth.io/v1alpha1';

/** A field with a sentence for people, which the JSON schema shows. */
const says = <T extends z.core.$ZodType>(schema: T, text: string): T => {
  z.globalRegistry.add(schema, { description: text });
  return schema;
};

const name = z
  .string()
  .check(z.regex(/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/, 'small letters, digits and dashes, at most 53 of them'));
/** Of a Secret or an issuer, which Kubernetes lets have dots. */
const objectName = z
  .string()
  .check(
    z.maxLength(253, 'at most 253 characters'),
    z.regex(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
      'small letters, digits, dashes and dots, such as login.example.com-tls',
    ),
  );
const labels = z.record(z.string(), z.string());
const requirement = z.strictObject({
  key: z.string().check(z.minLength(1)),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
  values: z.exactOptional(z.array(z.string())),
});
const nodeRequirement = z.strictObject({
  key: z.string().check(z.minLength(1)),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']),
  values: z.exactOptional(z.array(z.string())),
});
const nodeTerm = z.strictObject({
  matchExpressions: z.exactOptional(z.array(nodeRequirement)),
  matchFields: z.exactOptional(z.array(nodeRequirement)),
});
const podTerm = z.strictObject({
  labelSelector: z.exactOptional(
    z.strictObject({ matchLabels: z.exactOptional(labels), matchExpressions: z.exactOptional(z.array(requirement)) }),
  ),
  namespaces: z.exactOptional(z.array(z.string())),
  topologyKey: z.string().check(z.minLength(1)),
});
const toleration = z.strictObject({
  key: z.exactOptional(z.string()),
  operator: z.exactOptional(z.enum(['Equal', 'Exists'])),
  value: z.exactOptional(z.string()),
  effect: z.exactOptional(z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])),
  tolerationSeconds: z.exactOptional(z.int()),
});
const PERCENT = /^(100|[1-9]?\d)%$/;
const SHARE = 'a whole number of 1 or more, a percentage such as "10%", or "rest"';
const weight = z.int().check(z.minimum(-10), z.maximum(10));

const spec = z.strictObject({
  release: says(
    z._default(
      z.strictObject({
        name: z._default(name, 'face-auth'),
        namespace: z._default(name, 'face-auth'),
        version: says(
          z.exactOptional(z.string().check(z.minLength(1))),
          'Exact chart version. Left out: that of the release profile.',
        ),
      }),
      { name: 'face-auth', namespace: 'face-auth' },
    ),
    'The Helm release on every chosen cluster.',
  ),
  role: says(
    z._default(z.enum(['edge', 'cloud', 'both']), 'both'),
    'Only clusters whose label face-auth.io/role says so; both: all of them.',
  ),
  selection: says(
    z.discriminatedUnion('mode', [
      z.strictObject({
        mode: z.literal('named'),
        clusters: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
      }),
      z.strictObject({ mode: z.literal('all') }),
      z.strictObject({ mode: z.literal('best'), count: z.int().check(z.minimum(1)) }),
    ]),
    'Named clusters, all that fit, or the best so many.',
  ),
  load: says(
    z._default(z.strictObject({ loginsPerMinute: z._default(z.number().check(z.positive()), 10) }), {
      loginsPerMinute: 10,
    }),
    'Logins per minute at the busiest time, per cluster.',
  ),
  availability: says(
    z._default(z.strictObject({ replicas: z._default(z.int().check(z.minimum(1), z.maximum(3)), 1) }), { replicas: 1 }),
    'How many pods share the work, so that one may be lost.',
  ),
  store: says(
    z._default(
      z.strictObject({
        kind: z._default(z.enum(['auto', 'sqlite', 'mongodb-external', 'mongodb-bundled']), 'auto'),
        storageClass: z._default(z.string(), ''),
        existingClaim: z._default(z.string(), ''),
        size: z._default(z.string(), '1Gi'),
      }),
      { kind: 'auto', storageClass: '', existingClaim: '', size: '1Gi' },
    ),
    'Where templates and records are kept. An empty storage class means the default one of the cluster.',
  ),
  hostname: says(
    z.string().check(z.minLength(1)),
    'Name of the login page. {cluster} stands for the name of the cluster, {label:KEY} for one of its labels.',
  ),
  tls: says(
    z._default(
      z.discriminatedUnion('source', [
        z.strictObject({ source: z.literal('self-signed') }),
        z.strictObject({ source: z.literal('secret'), secretName: objectName }),
        z.strictObject({
          source: z.literal('cert-manager'),
          issuer: z.strictObject({
            name: objectName,
            kind: z._default(z.enum(['ClusterIssuer', 'Issuer']), 'ClusterIssuer'),
          }),
        }),
      ]),
      { source: 'self-signed' },
    ),
    'Where the certificate comes from.',
  ),
  exposure: says(
    z._default(
      z.strictObject({
        kind: z._default(z.enum(['ingress', 'gateway', 'load-balancer', 'node-port']), 'ingress'),
        className: z._default(z.string(), ''),
      }),
      { kind: 'ingress', className: '' },
    ),
    'How people reach the page. An empty class name means the default class of the cluster.',
  ),
  constraints: says(
    z._default(
      z.strictObject({
        requiredLabels: says(z._default(z.array(requirement), []), 'Of the cluster; all must hold.'),
        preferredLabels: says(
          z._default(z.array(z.strictObject({ weight: z.int().check(z.minimum(1), z.maximum(100)), requirement })), []),
          'Of the cluster; each that holds counts for the locality score.',
        ),
        regions: says(
          z._default(z.array(z.string().check(z.minLength(1))), []),
          'Where the data may be: values of the label topology.kubernetes.io/region of the cluster, or of all its nodes. None: anywhere.',
        ),
        tolerations: z._default(z.array(toleration), []),
        nodeSelector: z._default(labels, {}),
        nodeAffinity: says(z.exactOptional(z.array(nodeTerm)), 'Required node affinity; one of the terms must match.'),
        podAffinity: says(z._default(z.array(podTerm), []), 'Required; the pods must be near pods like these.'),
        podAntiAffinity: says(z._default(z.array(podTerm), []), 'Required; no pod may be near pods like these.'),
      }),
      {
        requiredLabels: [],
        preferredLabels: [],
        regions: [],
        tolerations: [],
        nodeSelector: {},
        podAffinity: [],
        podAntiAffinity: [],
      },
    ),
    'What clusters and nodes must be like.',
  ),
  spread: says(
    z._default(
      z.array(
        z.strictObject({
          label: z.string().check(z.minLength(1)),
          atMost: z.exactOptional(z.int().check(z.minimum(1))),
          atLeast: z.exactOptional(z.int().check(z.minimum(1))),
        }),
      ),
      [],
    ),
    'Limits on how many chosen clusters share a value of a label: at most so many each, or at least so many different values.',
  ),
  weights: says(
    z._default(
      z.strictObject({
        headroom: z.exactOptional(weight),
        locality: z.exactOptional(weight),
        redundancy: z.exactOptional(weight),
        storage: z.exactOptional(weight),
        cost: z.exactOptional(weight),
        quiet: z.exactOptional(weight),
        stickiness: z.exactOptional(weight),
        freshness: z.exactOptional(weight),
      }),
      {},
    ),
    'How much each score counts, -10 to 10.',
  ),
  rings: says(
    z._default(
      z
        .array(
          z.strictObject({
            name,
            share: says(
              z.union([z.int().check(z.minimum(1)), z.string().check(z.regex(PERCENT, SHARE)), z.literal('rest')], {
                error: SHARE,
              }),
              'So many clusters, a share of all chosen ones such as 10%, or the rest.',
            ),
            clusters: says(z.exactOptional(z.array(z.string())), 'Those that are in it in any case.'),
          }),
        )
        .check(z.minLength(1)),
      [
        { name: 'canary', share: 1 },
        { name: 'early', share: '10%' },
        { name: 'rest', share: 'rest' },
      ],
    ),
    'The order of a rollout; the last ring takes the rest.',
  ),
  values: says(
    z._default(z.record(z.string(), z.unknown()), {}),
    'Further values of the chart, over those that the plan makes.',
  ),
});

export const placementRequestSchema = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('PlacementRequest'),
  metadata: z.strictObject({ name }),
  spec,
});

/** A checked request, with every default filled in. */
export type PlacementRequest = z.output<typeof placementRequestSchema>;
/** A request as people write it. */
export type PlacementRequestInput = z.input<typeof placementRequestSchema>;
