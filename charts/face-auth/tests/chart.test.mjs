import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { load, loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findHelm } from '../../../scripts/lib/helm.mjs';

const run = promisify(execFile);
const chart = path.resolve(import.meta.dirname, '..');
const read = (file) => load(readFileSync(path.join(chart, file), 'utf8'));
const work = mkdtempSync(path.join(tmpdir(), 'face-auth-chart-'));
const REQUIRED = { hostname: 'login.example.com' };

let helm;
beforeAll(async () => {
  helm = await findHelm({ log: console.log });
}, 600_000);
afterAll(() => rmSync(work, { recursive: true }));

/** The objects that helm renders for a release `login` in the namespace `site`, by kind. */
async function render(values = {}, { release = 'login' } = {}) {
  const objects = await renderAll({ ...REQUIRED, ...values }, release);
  const ofKind = (kind) => objects.filter((object) => object.kind === kind);
  const only = (kind) => {
    const [object, ...others] = ofKind(kind);
    expect(others).toEqual([]);
    return object;
  };
  return { objects, ofKind, only, container: () => only('Deployment').spec.template.spec.containers[0] };
}

let files = 0;
async function renderAll(values, release = 'login') {
  const file = path.join(work, `values-${(files += 1)}.yaml`);
  writeFileSync(file, JSON.stringify(values));
  const args = ['template', release, chart, '--namespace', 'site', '--kube-version', '1.34', '--values', file];
  const { stdout } = await run(helm, args, { maxBuffer: 1 << 24 });
  return loadAll(stdout).filter((object) => object !== null);
}

const refusal = (values) =>
  renderAll(values).then(
    () => 'not refused',
    (error) => error.stderr,
  );

/** The variables of the service's container by name. */
const variables = (container) => Object.fromEntries(container.env.map(({ name, value }) => [name, value]));

describe('the chart refuses, in a sentence,', () => {
  it.each([
    {
      what: 'no hostname',
      values: {},
      says: 'hostname is empty: set it to the name under which people open the login page',
    },
    {
      what: 'two pods',
      values: { ...REQUIRED, replicas: 2 },
      says: 'replicas is 2: the embedded store belongs to one pod',
    },
    {
      what: 'a Secret as the certificate without its name',
      values: { ...REQUIRED, tls: { source: 'secret' } },
      says: 'tls.source is secret but tls.secretName is empty',
    },
    {
      what: 'the name of a certificate that would not be used',
      values: { ...REQUIRED, tls: { secretName: 'mine' } },
      says: 'tls.secretName is set but tls.source is self-signed',
    },
    {
      what: 'cert-manager without an issuer',
      values: { ...REQUIRED, tls: { source: 'cert-manager' } },
      says: 'tls.source is cert-manager but tls.issuer.name is empty',
    },
    {
      what: 'an issuer that would not be used',
      values: { ...REQUIRED, tls: { issuer: { name: 'letsencrypt' } } },
      says: 'tls.issuer.name is set but tls.source is self-signed',
    },
    {
      what: 'one move given twice',
      values: { ...REQUIRED, login: { moves: ['turn-left', 'turn-left'] } },
      says: 'login.moves names fewer than two different moves',
    },
    {
      what: 'moves without one of the head',
      values: { ...REQUIRED, login: { moves: ['blink', 'open-mouth'] } },
      says: 'login.moves names no move of the head',
    },
  ])('$what', async ({ values, says }) => {
    expect(await refusal(values)).toContain(says);
  });
});

describe('the schema refuses', () => {
  it.each([
    { what: 'an unknown value', values: { hostnames: 'a.example' }, names: 'hostnames' },
    { what: 'an unknown value further down', values: { tls: { sauce: 'secret' } }, names: 'sauce' },
    { what: 'a hostname in capital letters', values: { hostname: 'Login.example.com' }, names: 'hostname' },
    {
      what: 'a hostname with https:// before it',
      values: { hostname: 'https://login.example.com' },
      names: 'hostname',
    },
    { what: 'an unknown source of the certificate', values: { tls: { source: 'acme' } }, names: 'source' },
    { what: 'an unknown move', values: { login: { moves: ['turn-left', 'smile'] } }, names: 'moves' },
    {
      what: 'a false match rate without a calibrated threshold',
      values: { login: { falseMatchRate: '1e-2' } },
      names: 'falseMatchRate',
    },
    { what: 'a size that is no quantity', values: { persistence: { size: 'big' } }, names: 'size' },
    { what: 'a proxy that is no network', values: { trustedProxies: ['traefik'] }, names: 'trustedProxies' },
    { what: 'a negative number of pods', values: { replicas: -1 }, names: 'replicas' },
  ])('$what', async ({ values, names }) => {
    const said = await refusal({ ...REQUIRED, ...values });

    expect(said).toContain("values don't meet the specifications of the schema");
    expect(said).toContain(names);
  });

  it('nothing below global, which belongs to Rancher', async () => {
    const { objects } = await render({ global: { cattle: { clusterId: 'c-m-1', url: 'https://rancher' }, more: [1] } });

    expect(objects.length).toBeGreaterThan(0);
  });
});

describe('the pod', () => {
  it('keeps to the Pod Security level restricted, the test pod too', async () => {
    const { only } = await render();
    const pods = [only('Deployment').spec.template.spec, only('Pod').spec];

    for (const pod of pods) {
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 1000,
        fsGroup: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(pod.automountServiceAccountToken).toBe(false);
      for (const { securityContext } of pod.containers) {
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      }
    }
  });

  it('takes no variables from Services, one of which would be called FACE_AUTH_PORT', async () => {
    const { only } = await render({}, { release: 'face-auth' });

    expect(only('Service').metadata.name).toBe('face-auth');
    expect(only('Deployment').spec.template.spec.enableServiceLinks).toBe(false);
  });

  it('is stopped before the next one starts, for there is one volume', async () => {
    expect((await render()).only('Deployment').spec.strategy).toEqual({ type: 'Recreate' });
  });

  it('can be paused', async () => {
    expect((await render({ replicas: 0 })).only('Deployment').spec.replicas).toBe(0);
  });

  it('is told its settings by variables that the service knows', async () => {
    const { container } = await render({
      login: { moves: ['turn-left', 'blink'], falseMatchRate: '1e-3' },
      trustedProxies: ['10.42.0.0/16', '::1'],
    });
    const config = readFileSync(path.join(chart, '../../backend/src/config.ts'), 'utf8');

    expect(variables(container())).toMatchObject({
      FACE_AUTH_PUBLIC_URL: 'https://login.example.com',
      FACE_AUTH_MOVES: 'turn-left,blink',
      FACE_AUTH_FALSE_MATCH_RATE: '1e-3',
      FACE_AUTH_TRUSTED_PROXIES: '10.42.0.0/16,::1',
    });
    for (const name of Object.keys(variables(container()))) expect(config).toContain(`${name}:`);
  });

  it('writes to its volume and to /tmp only, and reads key and invitation from files', async () => {
    const { container, only } = await render();
    const { volumes } = only('Deployment').spec.template.spec;

    expect(
      container()
        .volumeMounts.filter(({ readOnly }) => !readOnly)
        .map(({ mountPath }) => mountPath),
    ).toEqual(['/data', '/tmp']);
    expect(variables(container())).toMatchObject({
      FACE_AUTH_DATA: '/data',
      FACE_AUTH_KEY_FILE: '/secrets/key',
      FACE_AUTH_INVITATION_FILE: '/secrets/invitation',
    });
    expect(volumes.find(({ name }) => name === 'secrets').secret).toMatchObject({
      secretName: 'login-face-auth',
      defaultMode: 0o440,
    });
  });

  it('is asked for readiness and health on its own port', async () => {
    const { container } = await render();

    expect(container().ports).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
    expect(container().startupProbe.httpGet).toEqual({ path: '/readyz', port: 'http' });
    expect(container().readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'http' });
    expect(container().livenessProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
  });

  it.each([
    {
      what: "the chart's app version by default",
      values: {},
      image: `face-auth-server:${read('Chart.yaml').appVersion}`,
    },
    {
      what: "Rancher's default registry",
      values: { global: { cattle: { systemDefaultRegistry: 'mirror.example.com/' } } },
      image: /^mirror\.example\.com\/face-auth-server:/,
    },
    {
      what: "its own registry before Rancher's",
      values: {
        image: { registry: 'own.example.com', tag: 'x' },
        global: { cattle: { systemDefaultRegistry: 'mirror.example.com' } },
      },
      image: 'own.example.com/face-auth-server:x',
    },
  ])('takes its image from $what', async ({ values, image }) => {
    const { container, only } = await render(values);

    expect(container().image).toMatch(image);
    expect(only('Pod').spec.containers[0].image).toBe(container().image);
  });

  it('goes where the values say', async () => {
    const values = read('ci/brought-along-values.yaml');
    const { only } = await render(values);

    expect(only('Deployment').spec.template.spec).toMatchObject({
      nodeSelector: values.nodeSelector,
      tolerations: values.tolerations,
      imagePullSecrets: values.imagePullSecrets,
    });
  });

  const RUNNABLE = [
    { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
    { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] },
  ];
  const required = (nodeSelectorTerms) => ({
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  });

  it('goes only to nodes that its image is for', async () => {
    const { only } = await render();

    for (const { affinity } of [only('Deployment').spec.template.spec, only('Pod').spec]) {
      expect(affinity).toEqual(required([{ matchExpressions: RUNNABLE }]));
    }
  });

  it('keeps the affinity that is set, and narrows each of its node terms to nodes that its image is for', async () => {
    const name = { key: 'metadata.name', operator: 'In', values: ['n1'] };
    const disk = { key: 'disk', operator: 'Exists' };
    const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone' }] };
    const preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 1, preference: { matchExpressions: [disk] } }];
    const affinity = {
      ...required([{ matchExpressions: [disk] }, { matchFields: [name] }]),
      podAntiAffinity,
    };
    Object.assign(affinity.nodeAffinity, { preferredDuringSchedulingIgnoredDuringExecution });
    const { only } = await render({ affinity });

    const terms = [{ matchExpressions: [disk, ...RUNNABLE] }, { matchFields: [name], matchExpressions: RUNNABLE }];
    const expected = { ...required(terms), podAntiAffinity };
    Object.assign(expected.nodeAffinity, { preferredDuringSchedulingIgnoredDuringExecution });
    expect(only('Deployment').spec.template.spec.affinity).toEqual(expected);
  });

  it('asks for the CPU and memory that Rancher is told of', async () => {
    const { annotations } = read('Chart.yaml');

    expect((await render()).container().resources.requests).toEqual({
      cpu: annotations['catalog.cattle.io/requests-cpu'],
      memory: annotations['catalog.cattle.io/requests-memory'],
    });
  });
});

describe('what cannot be made again', () => {
  it('stays after an uninstall: the key and the data', async () => {
    const { ofKind, only } = await render();
    const key = ofKind('Secret').find(({ data }) => data.key);

    expect(key.metadata.annotations['helm.sh/resource-policy']).toBe('keep');
    expect(only('PersistentVolumeClaim').metadata.annotations['helm.sh/resource-policy']).toBe('keep');
  });

  it('is random: a key of 32 bytes in base64, and an invitation', async () => {
    const secrets = async () => (await render()).ofKind('Secret').find(({ data }) => data.key).data;
    const [one, other] = await Promise.all([secrets(), secrets()]);
    const text = (base64) => Buffer.from(base64, 'base64').toString();

    expect(Buffer.from(text(one.key), 'base64')).toHaveLength(32);
    expect(text(one.invitation)).toMatch(/^[A-Za-z0-9]{43}$/);
    expect(one.key).not.toBe(other.key);
    expect(one.invitation).not.toBe(other.invitation);
  });

  it('can be brought along, and then nothing is made', async () => {
    const { ofKind, only } = await render(read('ci/brought-along-values.yaml'));
    const { volumes } = only('Deployment').spec.template.spec;

    expect(ofKind('Secret')).toEqual([]);
    expect(ofKind('PersistentVolumeClaim')).toEqual([]);
    expect(volumes.find(({ name }) => name === 'secrets').secret.secretName).toBe('face-auth-key');
    expect(volumes.find(({ name }) => name === 'data').persistentVolumeClaim.claimName).toBe('face-auth-data');
  });

  it('lies on a volume of the class and size asked for', async () => {
    const { only } = await render({ persistence: { storageClass: 'fast', size: '5Gi' } });

    expect(only('PersistentVolumeClaim').spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      resources: { requests: { storage: '5Gi' } },
    });
  });
});

describe('the way in', () => {
  it('is HTTPS on the hostname, with a certificate made for it', async () => {
    const { only, ofKind } = await render();
    const { spec } = only('Ingress');
    const secret = ofKind('Secret').find(({ metadata }) => metadata.name === spec.tls[0].secretName);
    const certificate = new X509Certificate(Buffer.from(secret.data['tls.crt'], 'base64'));

    expect(spec.tls[0].hosts).toEqual(['login.example.com']);
    expect(secret.type).toBe('kubernetes.io/tls');
    expect(certificate.checkHost('login.example.com')).toBe('login.example.com');
    expect(certificate.verify(new X509Certificate(Buffer.from(secret.data['ca.crt'], 'base64')).publicKey)).toBe(true);
  });

  it('leads to the pod', async () => {
    const { only, container } = await render();
    const { backend } = only('Ingress').spec.rules[0].http.paths[0];
    const service = only('Service');

    expect(backend.service.name).toBe(service.metadata.name);
    expect(service.spec.ports.map(({ name, targetPort }) => [name, targetPort])).toEqual([
      [backend.service.port.name, container().ports[0].name],
    ]);
    expect(only('Deployment').spec.template.metadata.labels).toMatchObject(service.spec.selector);
    expect(only('Pod').metadata.labels).not.toMatchObject(service.spec.selector);
  });

  it.each([
    { kind: 'ClusterIssuer', annotation: 'cert-manager.io/cluster-issuer' },
    { kind: 'Issuer', annotation: 'cert-manager.io/issuer' },
  ])('asks cert-manager for a certificate of an $kind', async ({ kind, annotation }) => {
    const { only, ofKind } = await render({
      tls: { source: 'cert-manager', issuer: { name: 'ours', kind } },
      ingress: { className: 'nginx', annotations: { a: 'b' } },
    });

    expect(only('Ingress').metadata.annotations).toEqual({ a: 'b', [annotation]: 'ours' });
    expect(only('Ingress').spec.ingressClassName).toBe('nginx');
    expect(only('Ingress').spec.tls[0].secretName).toBe('login-face-auth-tls');
    expect(ofKind('Secret').filter(({ type }) => type === 'kubernetes.io/tls')).toEqual([]);
  });

  it('leaves the ingress class to the cluster by default', async () => {
    expect((await render()).only('Ingress').spec).not.toHaveProperty('ingressClassName');
  });

  it('is the only one: the pod calls nobody and is called on its port', async () => {
    const { spec } = (await render()).only('NetworkPolicy');

    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(spec.egress).toEqual([]);
    expect(spec.ingress).toEqual([{ ports: [{ port: 'http', protocol: 'TCP' }] }]);
  });
});

describe('the values', () => {
  const lines = readFileSync(path.join(chart, 'values.yaml'), 'utf8').split('\n');
  const rows = readFileSync(path.join(chart, 'README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|')[1].trim());
  const OPEN = ['resources', 'nodeSelector', 'affinity', 'global', 'ingress.annotations'];
  const leaves = (node, prefix = '') =>
    Object.entries(node).flatMap(([key, value]) => {
      const name = prefix + key;
      const isBranch = value !== null && typeof value === 'object' && !Array.isArray(value) && !OPEN.includes(name);
      return isBranch ? leaves(value, `${name}.`) : [name];
    });

  it.each(leaves(read('values.yaml')))('%s has a description, a type and a row in the README', (name) => {
    const key = name.split('.').at(-1);
    const depth = '  '.repeat(name.split('.').length - 1);
    const places = lines.flatMap((line, index) => (line.startsWith(`${depth}${key}:`) ? [index] : []));

    expect(places.some((index) => lines[index - 1].startsWith(`${depth}# @schema `))).toBe(true);
    expect(rows).toContain(`\`${name}\``);
  });

  it.each(readdirSync(path.join(chart, 'ci')))('render with ci/%s', async (file) => {
    expect((await renderAll(read(`ci/${file}`))).length).toBeGreaterThan(5);
  });

  it('of the form are values of the chart with the same defaults', () => {
    const defaults = read('values.yaml');
    const at = (name) => name.split('.').reduce((node, key) => node?.[key], defaults);

    for (const question of read('questions.yaml').questions) {
      expect(at(question.variable), question.variable).toBeDefined();
      if ('default' in question) expect(question.default, question.variable).toBe(at(question.variable));
    }
  });

  it('of the moves are those that the service knows', async () => {
    const { MOVES } = await import('../../../backend/src/login/moves.ts');

    expect(read('values.yaml').login.moves).toEqual([...MOVES]);
    expect(read('values.schema.json').properties.login.properties.moves.items.enum).toEqual([...MOVES]);
  });
});

it('has the version of the service', () => {
  const { version } = JSON.parse(readFileSync(path.join(chart, '../../backend/package.json'), 'utf8'));

  expect(read('Chart.yaml')).toMatchObject({ version, appVersion: version });
});

it('passes helm lint without a word', async () => {
  const { stdout } = await run(helm, ['lint', '--strict', chart, '--set', 'hostname=login.example.com']);

  expect(stdout).toContain('1 chart(s) linted, 0 chart(s) failed');
  expect(stdout).not.toMatch(/\[(WARNING|INFO)\]/);
});
