import { readFileSync } from 'node:fs';
import path from 'node:path';
import { known, notKnown } from '@face-auth/placement';
import { clusterFacts } from '@face-auth/placement/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeRancher } from '../test/fake-rancher.ts';
import { checkSettings } from './check-settings.ts';
import { cleanNodeAffinity, cleanTolerations } from './clean-scheduling.ts';
import { defaultRegistry, withDefaultRegistry } from './default-registry.ts';
import { settingsForCluster } from './settings-for-cluster.ts';
import {
  completeSettings, FALSE_MATCH_RATES, MOVES, setTlsSource, type Settings, TLS_SOURCES
} from './settings.ts';
import { valuesDiff } from './values-diff.ts';

function settings(change: (settings: Settings) => void = () => undefined): Settings {
  const made = completeSettings({ hostname: 'login.example.com' });

  change(made);

  return made;
}

describe('the settings', () => {
  it('offer what the chart takes', () => {
    const schema = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../../charts/face-auth/values.schema.json'), 'utf8'));
    const { tls, login } = schema.properties;

    expect(tls.properties.source.enum).toEqual(TLS_SOURCES);
    expect(login.properties.moves.items.enum).toEqual(MOVES);
    expect([...login.properties.falseMatchRate.enum].sort()).toEqual([...FALSE_MATCH_RATES].sort());
  });

  it('fill in only what the values leave out, and keep what the form does not show', () => {
    const values = {
      hostname: 'a.b', tls: { source: 'secret' }, resources: { requests: { cpu: '1' } }
    };
    const made = completeSettings(values);

    expect(made).toBe(values);
    expect(made.tls).toEqual({
      source: 'secret', secretName: '', issuer: { name: '', kind: 'ClusterIssuer' }
    });
    expect(made).toMatchObject({
      hostname: 'a.b', replicas: 1, resources: { requests: { cpu: '1' } }
    });
  });

  it('clear what belongs to another source of the certificate: the chart refuses leftovers', () => {
    const made = settings((each) => {
      each.tls.secretName = 'cert';
      each.tls.issuer.name = 'letsencrypt';
    });

    setTlsSource(made, 'cert-manager');
    expect(made.tls).toMatchObject({
      source: 'cert-manager', secretName: '', issuer: { name: 'letsencrypt' }
    });
    setTlsSource(made, 'self-signed');
    expect(made.tls.issuer.name).toBe('');
  });
});

describe('checkSettings', () => {
  it('has nothing against the chart\'s defaults with a hostname', () => {
    expect(checkSettings(settings())).toEqual({});
  });

  it.each([
    { hostname: '', problem: 'hostname.missing' },
    { hostname: 'https://login.example.com', problem: 'hostname.url' },
    { hostname: 'login.example.com/enrol', problem: 'hostname.url' },
    { hostname: 'login.example.com:443', problem: 'hostname.url' },
    { hostname: 'Login.example.com', problem: 'hostname.capitals' },
    { hostname: '10.0.0.1', problem: 'hostname.address' },
    { hostname: 'login example', problem: 'hostname.invalid' },
    { hostname: '-login.example.com', problem: 'hostname.invalid' },
    { hostname: 'login..example.com', problem: 'hostname.invalid' },
    { hostname: `${ 'a'.repeat(64) }.example.com`, problem: 'hostname.invalid' },
    { hostname: 'login', problem: undefined },
    { hostname: 'login-1.shop1.wan', problem: undefined },
  ])('says of the hostname "$hostname": $problem', ({ hostname, problem }) => {
    expect(checkSettings(settings((each) => {
      each.hostname = hostname;
    })).hostname).toBe(problem);
  });

  it.each<{ name: string; change:(each: Settings) => void; problems: object }>([
    {
      name: 'a Secret without a name', change: (each) => setTlsSource(each, 'secret'), problems: { tlsSecretName: 'tlsSecretName.missing' }
    },
    {
      name: 'an issuer without a name', change: (each) => setTlsSource(each, 'cert-manager'), problems: { tlsIssuerName: 'tlsIssuerName.missing' }
    },
    {
      name:   'a bad name of a Secret',
      change: (each) => {
        setTlsSource(each, 'secret');
        each.tls.secretName = 'My Cert';
      },
      problems: { tlsSecretName: 'tlsSecretName.invalid' }
    },
    {
      name:   'a size that is none',
      change: (each) => {
        each.persistence.size = '1 GB';
      },
      problems: { storageSize: 'storageSize' }
    },
    {
      name:   'a size of nothing',
      change: (each) => {
        each.persistence.size = '0';
      },
      problems: { storageSize: 'storageSize' }
    },
    {
      name:   'no size where a volume claim is there',
      change: (each) => {
        each.persistence.size = '';
        each.persistence.existingClaim = 'faces';
      },
      problems: {}
    },
    {
      name:   'two replicas',
      change: (each) => {
        each.replicas = 2;
      },
      problems: { replicas: 'replicas' }
    },
    {
      name:   'no number of replicas',
      change: (each) => {
        each.replicas = NaN;
      },
      problems: { replicas: 'replicas' }
    },
    {
      name:   'a paused service',
      change: (each) => {
        each.replicas = 0;
      },
      problems: {}
    },
    {
      name:   'a registry with a scheme',
      change: (each) => {
        each.image.registry = 'https://registry.example.com';
      },
      problems: { imageRegistry: 'imageRegistry' }
    },
    {
      name:   'a registry with a port and a path',
      change: (each) => {
        each.image.registry = 'registry.example.com:5000/mirror';
      },
      problems: {}
    },
    {
      name:   'one move',
      change: (each) => {
        each.login.moves = ['blink'];
      },
      problems: { moves: 'moves.few' }
    },
    {
      name:   'no move of the head',
      change: (each) => {
        each.login.moves = ['blink', 'open-mouth'];
      },
      problems: { moves: 'moves.noHead' }
    },
  ])('judges $name', ({ change, problems }) => {
    expect(checkSettings(settings(change))).toEqual(problems);
  });
});

describe('valuesDiff', () => {
  it.each([
    {
      name: 'nothing', defaults: { a: 1, b: { c: [1] } }, values: { a: 1, b: { c: [1] } }, diff: {}
    },
    {
      name: 'a changed leaf alone', defaults: { a: { b: 1, c: 2 } }, values: { a: { b: 1, c: 3 } }, diff: { a: { c: 3 } }
    },
    {
      name: 'a list as a whole', defaults: { a: [1, 2] }, values: { a: [2] }, diff: { a: [2] }
    },
    {
      name: 'an emptied text', defaults: { a: 'x' }, values: { a: '' }, diff: { a: '' }
    },
    {
      name: 'zero', defaults: { replicas: 1 }, values: { replicas: 0 }, diff: { replicas: 0 }
    },
    {
      name: 'a new key', defaults: {}, values: { a: { b: 1 } }, diff: { a: { b: 1 } }
    },
    {
      name: 'a default that is taken away', defaults: { a: { b: 1 } }, values: { a: {} }, diff: { a: { b: null } }
    },
    {
      name: 'nothing for a missing key that is null by default', defaults: { a: null }, values: {}, diff: {}
    },
  ])('gives $name', ({ defaults, values, diff }) => {
    expect(valuesDiff(defaults, values)).toEqual(diff);
  });

  it('gives the values again when helm lays it over the defaults', () => {
    const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer(), { maxLength: 2 }));
    const map = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(leaf, fc.dictionary(fc.constantFrom('x', 'y'), leaf)));

    fc.assert(fc.property(map, map, (defaults, values) => {
      expect(overlay(defaults, valuesDiff(defaults, values))).toEqual(values);
    }));
  });
});

/** Helm's coalescing of values: maps are merged, null takes away, all else replaces. */
function overlay(defaults: Record<string, unknown>, diff: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...defaults };

  for (const [key, value] of Object.entries(diff)) {
    if (value === null) {
      delete merged[key];
    } else if (isMap(value) && isMap(merged[key])) {
      merged[key] = overlay(merged[key], value);
    } else {
      merged[key] = value;
    }
  }

  return merged;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('what the shell\'s forms give', () => {
  it('loses half-filled tolerations and the form\'s own keys', () => {
    const rows = [
      {
        key: 'dedicated', operator: 'Exists', value: null, effect: '', vKey: 'x1'
      },
      { operator: 'Exists' },
      {
        key: '', operator: 'Equal', value: 'edge'
      },
      { effect: '' },
      {
        key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoExecute', tolerationSeconds: 30
      },
    ];

    expect(cleanTolerations(rows)).toEqual([
      { key: 'dedicated', operator: 'Exists' },
      { operator: 'Exists' },
      {
        key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoExecute', tolerationSeconds: 30
      },
    ]);
  });

  it('loses empty terms of a node affinity: they would match no node', () => {
    expect(cleanNodeAffinity({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [], _id: 'a' }] } })).toBeUndefined();
  });

  it('keeps whole terms, without the form\'s own keys', () => {
    const cleaned = cleanNodeAffinity({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{
          _id:              'a',
          matchFields:      [],
          matchExpressions: [{
            key: 'zone', operator: 'In', values: 'eu, ch', id: 'x'
          }, {
            key: 'gpu', operator: 'Exists', values: []
          }, { key: 'half', operator: 'In' }]
        }]
      },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, preference: { matchExpressions: [{ key: 'fast', operator: 'Exists' }] } }],
    });

    expect(cleaned).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{
          matchExpressions: [{
            key: 'zone', operator: 'In', values: ['eu', 'ch']
          }, { key: 'gpu', operator: 'Exists' }]
        }]
      },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, preference: { matchExpressions: [{ key: 'fast', operator: 'Exists' }] } }],
    });
  });
});

describe('settingsForCluster', () => {
  const only = known([{
    name: 'nginx', isDefault: false, controller: ''
  }]);
  const onlyStorage = known([{
    name: 'longhorn', isDefault: false, provisioner: '', canExpand: true
  }]);

  it('takes the only class where none is the default', () => {
    const made = settingsForCluster({}, clusterFacts({ ingressClasses: only, storageClasses: onlyStorage }));

    expect([made.ingress.className, made.persistence.storageClass]).toEqual(['nginx', 'longhorn']);
  });

  it.each([
    {
      name:    'the default',
      classes: known([{
        name: 'traefik', isDefault: true, controller: ''
      }])
    },
    {
      name:    'the choice between two',
      classes: known([{
        name: 'a', isDefault: false, controller: ''
      }, {
        name: 'b', isDefault: false, controller: ''
      }])
    },
    { name: 'what could not be read', classes: notKnown('no answer') },
  ])('leaves $name to the cluster or the admin', ({ classes }) => {
    expect(settingsForCluster({}, clusterFacts({ ingressClasses: classes })).ingress.className).toBe('');
  });

  it('does not change the chart\'s defaults', () => {
    const own = { ingress: { className: '' } };

    settingsForCluster(own, clusterFacts({ ingressClasses: only }));
    expect(own).toEqual({ ingress: { className: '' } });
  });
});

describe('Rancher\'s own registry', () => {
  it('is given to the chart where the chart looks for it', async() => {
    const registry = await defaultRegistry(fakeRancher({ '/v1/management.cattle.io.settings/system-default-registry': { value: 'registry.example.com' } }));

    expect(withDefaultRegistry(settings(), registry)).toMatchObject({ hostname: 'login.example.com', global: { cattle: { systemDefaultRegistry: 'registry.example.com' } } });
  });

  it('is left out when there is none', async() => {
    expect(withDefaultRegistry(settings(), await defaultRegistry(fakeRancher({})))).not.toHaveProperty('global');
  });
});
