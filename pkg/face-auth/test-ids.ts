/**
 * Every `data-testid` of the extension. The components write them, the dashboard tests look for them: one list for both.
 * Where a cluster is meant, it goes by the name that the admin sees (`edge-shop-1`), not by its id.
 */

/** The page with all clusters and what runs on them. */
export const overviewIds = {
  page:       'face-auth-overview',
  /** Leads to the wizard. */
  install:    'face-auth-overview-install',
  /** Reads all clusters again. */
  refresh:    'face-auth-overview-refresh',
  /** A failed request, in words. */
  error:      'face-auth-overview-error',
  /** The cells of a cluster's row. `state` has `data-state`: ready, deploying, failed, paused, absent, unknown. */
  state:      (cluster: string) => `face-auth-state-${ cluster }`,
  version:    (cluster: string) => `face-auth-version-${ cluster }`,
  /** A link (`href`) to the login page. */
  loginUrl:   (cluster: string) => `face-auth-login-url-${ cluster }`,
  /** Asks for the first invitation link of the cluster's release. */
  invitation: (cluster: string) => `face-auth-invitation-${ cluster }`,
  /** Leads to the release on Rancher's own Apps page: upgrade, roll back, uninstall. */
  manage:     (cluster: string) => `face-auth-manage-${ cluster }`,
} as const;

/** The first invitation link, on demand: on the overview and at the wizard's end. */
export const invitationIds = {
  panel: 'face-auth-invitation',
  /** The button that shows it at the wizard's end. */
  show:  'face-auth-invitation-show',
  /** The link itself, as text and `href`. */
  link:  'face-auth-invitation-link',
  copy:  'face-auth-invitation-copy',
  close: 'face-auth-invitation-close',
  error: 'face-auth-invitation-error',
} as const;

/** The wizard. Its Next, Previous, Cancel and Finish are the shell's own: `#wizard-footer-controls`. */
export const wizardIds = {
  page:    'face-auth-wizard',
  error:   'face-auth-wizard-error',
  refresh: 'face-auth-wizard-refresh',

  /** Step 1: what is needed of every cluster. */
  loginsPerMinute:        'face-auth-logins-per-minute',
  loginsPerMinuteProblem: 'face-auth-logins-per-minute-problem',
  /**
   * A radio input per cluster; `disabled` when it cannot be chosen. Its card has `data-verdict`: fits, adaptable, unfit,
   * unknown, installed.
   */
  clusters:               'face-auth-clusters',
  cluster:                (cluster: string) => `face-auth-cluster-${ cluster }`,
  clusterCard:            (cluster: string) => `face-auth-cluster-card-${ cluster }`,
  /** Why a cluster cannot take it, and what to do. */
  clusterReasons:         (cluster: string) => `face-auth-cluster-reasons-${ cluster }`,
  clusterFreeCpu:         (cluster: string) => `face-auth-cluster-cpu-${ cluster }`,
  clusterFreeMemory:      (cluster: string) => `face-auth-cluster-memory-${ cluster }`,
  /** On the card of the best one. */
  clusterBest:            (cluster: string) => `face-auth-cluster-best-${ cluster }`,

  /** Step 3. */
  review:       'face-auth-review',
  reviewTarget: 'face-auth-review-target',
  reviewYaml:   'face-auth-review-yaml',
  /** What to know before. */
  reviewNotes:  'face-auth-review-notes',

  /** After Install. `progress` has `data-stage`: repository, operation, readiness, ready, failed. */
  progress:       'face-auth-progress',
  log:            'face-auth-log',
  failure:        'face-auth-failure',
  ready:          'face-auth-ready',
  loginUrl:       'face-auth-login-url',
  openLogin:      'face-auth-open-login',
  backToSettings: 'face-auth-back-to-settings',
  toOverview:     'face-auth-to-overview',
} as const;

/** Why a cluster can take it or not, in step 1 and step 2. */
export const explanationIds = {
  /** A button with `aria-expanded`. */
  why:      (cluster: string) => `face-auth-why-${ cluster }`,
  panel:    (cluster: string) => `face-auth-explanation-${ cluster }`,
  /** In the panel: a row per rule, with `data-state` pass, fail, unknown; one per score; the total. */
  rule:     (predicate: string) => `face-auth-rule-${ predicate }`,
  score:    (score: string) => `face-auth-score-${ score }`,
  total:    'face-auth-score-total',
  /** What would make it fit. */
  remedies: 'face-auth-remedies',
} as const;

/** The settings: step 2 of the wizard, and the form on Rancher's own Apps page. */
export const settingsIds = {
  form:           'face-auth-settings',
  hostname:       'face-auth-hostname',
  ingressClass:   'face-auth-ingress-class',
  tlsSource:      'face-auth-tls-source',
  tlsSecretName:  'face-auth-tls-secret-name',
  tlsIssuerName:  'face-auth-tls-issuer-name',
  tlsIssuerKind:  'face-auth-tls-issuer-kind',
  storageClass:   'face-auth-storage-class',
  storageSize:    'face-auth-storage-size',
  replicas:       'face-auth-replicas',
  imageRegistry:  'face-auth-image-registry',
  falseMatchRate: 'face-auth-false-match-rate',
  moves:          'face-auth-moves',
  move:           (move: string) => `face-auth-move-${ move }`,
  tolerations:    'face-auth-tolerations',
  affinity:       'face-auth-affinity',
  /** What the chosen cluster says against these settings. */
  obstacles:      'face-auth-obstacles',
  /** What is wrong in a field, in words. */
  problem:        (field: string) => `face-auth-problem-${ field }`,
} as const;
