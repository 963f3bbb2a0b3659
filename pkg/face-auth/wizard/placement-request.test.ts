import { faceAuthProfile, problemText } from '@face-auth/placement';
import { describe, expect, it } from 'vitest';
import { chartDefaults, chartSettings } from '../test/chart-settings.ts';
import { NO_HOSTNAME, placementRequest } from './placement-request.ts';
import { releaseProfile } from './release-profile.ts';
import { setTlsSource, type Settings } from './settings.ts';

describe('placementRequest', () => {
  const asked = (change?: (each: Settings) => void, registry = '') => placementRequest({
    settings: chartSettings(change), defaults: chartDefaults, registry, version: '0.1.0', loginsPerMinute: 30, selection: { mode: 'named', clusters: ['c-1'] }
  });
  const spec = (change?: (each: Settings) => void, registry = '') => {
    const answer = asked(change, registry);

    if ('problems' in answer) {
      throw new Error(answer.problems.map(problemText).join('; '));
    }

    return answer.request.spec;
  };

  it('asks for what the form shows, and for nothing past it', () => {
    expect(spec((each) => {
      each.persistence = {
        storageClass: 'fast', size: '2Gi', existingClaim: ''
      };
      each.ingress.className = 'nginx';
      each.tolerations = [{ key: 'dedicated', operator: 'Exists' }];
      each.affinity.nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'gpu', operator: 'Exists' }] }] } };
    })).toMatchObject({
      release: {
        name: 'face-auth', namespace: 'face-auth', version: '0.1.0'
      },
      selection: { mode: 'named', clusters: ['c-1'] },
      load:      { loginsPerMinute: 30 },
      store:     {
        kind: 'auto', storageClass: 'fast', size: '2Gi', existingClaim: ''
      },
      hostname:    'login.example.com',
      tls:         { source: 'self-signed' },
      exposure:    { kind: 'ingress', className: 'nginx' },
      constraints: { tolerations: [{ key: 'dedicated', operator: 'Exists' }], nodeAffinity: [{ matchExpressions: [{ key: 'gpu', operator: 'Exists' }] }] },
      values:      {},
    });
  });

  it.each<{ name: string; change:(each: Settings) => void; values: object }>([
    {
      name:   'the moves',
      change: (each) => {
        each.login.moves = ['turn-left', 'blink'];
      },
      values: { login: { moves: ['turn-left', 'blink'] } }
    },
    {
      name:   'the image\'s registry',
      change: (each) => {
        each.image.registry = 'registry.example.com';
      },
      values: { image: { registry: 'registry.example.com' } }
    },
    {
      name:   'a pause',
      change: (each) => {
        each.replicas = 0;
      },
      values: { replicas: 0 }
    },
    {
      name:   'nodes that are only preferred',
      change: (each) => {
        each.affinity.nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, preference: { matchExpressions: [{ key: 'fast', operator: 'Exists' }] } }] };
      },
      values: { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, preference: { matchExpressions: [{ key: 'fast', operator: 'Exists' }] } }] } } },
    },
  ])('hands $name on, about which the planner has no rule', ({ change, values }) => {
    expect(spec(change).values).toEqual(values);
  });

  it('hands on Rancher\'s registry', () => {
    expect(spec(undefined, 'registry.example.com').values).toEqual({ global: { cattle: { systemDefaultRegistry: 'registry.example.com' } } });
  });

  it.each<{ name: string; change:(each: Settings) => void; expected: object }>([
    {
      name:   'a hostname',
      change: (each) => {
        each.hostname = 'https://x';
      },
      expected: { hostname: NO_HOSTNAME }
    },
    {
      name: 'the Secret of the certificate', change: (each) => setTlsSource(each, 'secret'), expected: { tls: { source: 'self-signed' } }
    },
    {
      name: 'the issuer', change: (each) => setTlsSource(each, 'cert-manager'), expected: { tls: { source: 'self-signed' } }
    },
    {
      name:   'the size',
      change: (each) => {
        each.persistence.size = 'much';
      },
      expected: { store: { size: '1Gi' } }
    },
    {
      name:   'the replicas',
      change: (each) => {
        each.replicas = NaN;
      },
      expected: { availability: { replicas: 1 }, values: {} }
    },
  ])('leaves out $name while the form finds it wrong', ({ change, expected }) => {
    expect(spec(change)).toMatchObject(expected);
  });

  it('says what the planner does not take', () => {
    const answer = asked((each) => {
      each.affinity.nodeAffinity = {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{
            matchExpressions: [{
              key: 'cores', operator: 'Gt', values: ['many']
            }]
          }]
        }
      };
    });

    expect(answer).toMatchObject({ problems: [{ path: 'spec.constraints.nodeAffinity[0].matchExpressions[0].values', expected: 'one whole number with Gt' }] });
  });
});

describe('releaseProfile', () => {
  it('goes by the chart of the catalogue', () => {
    const profile = releaseProfile({
      version: '0.2.0', kubeVersion: '>= 1.30.0-0', defaults: { resources: { requests: { cpu: 1, memory: '1Gi' } } }
    });

    expect(profile).toMatchObject({
      chartVersion: '0.2.0', kubeVersion: '>= 1.30.0-0', requests: { cpu: 1000, memory: 2 ** 30 }
    });
  });

  it('falls back to what this extension came with', () => {
    expect(releaseProfile({
      version: '0.2.0', kubeVersion: undefined, defaults: {}
    })).toEqual({ ...faceAuthProfile, chartVersion: '0.2.0' });
  });
});
