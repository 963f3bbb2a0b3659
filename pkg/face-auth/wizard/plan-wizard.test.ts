import { known, notKnown } from '@face-auth/placement';
import { clusterFacts, GIB, node, NOW } from '@face-auth/placement/testing';
import { describe, expect, it } from 'vitest';
import { chartDefaults, chartSettings } from '../test/chart-settings.ts';
import { canTake, planChosen, planOffers, type WizardFacts } from './plan-wizard.ts';
import { setTlsSource, type Settings } from './settings.ts';
import { valuesDiff } from './values-diff.ts';

describe('the plan of the wizard', () => {
  const small = clusterFacts({
    id:    'c-small',
    name:  'small',
    nodes: known([node({
      allocatable: {
        cpu: 2000, memory: 4 * GIB, pods: 110
      }
    })])
  });
  const large = clusterFacts({
    id:    'c-large',
    name:  'large',
    nodes: known([node({
      allocatable: {
        cpu: 16_000, memory: 64 * GIB, pods: 110
      }
    })])
  });
  const facts = (given: Partial<WizardFacts> = {}): WizardFacts => ({
    clusters:  [small, large],
    catalogue: {
      version: '0.1.0', kubeVersion: undefined, defaults: chartDefaults
    },
    registry:        '',
    loginsPerMinute: 10,
    at:              NOW,
    ...given
  });
  const offersOf = (given: Partial<WizardFacts> = {}, hostname = '') => {
    const found = planOffers(facts(given), hostname);

    if ('problems' in found) {
      throw new Error(found.problems.join('; '));
    }

    return found;
  };
  const chosenOf = (clusterId: string, change?: (each: Settings) => void, given: Partial<WizardFacts> = {}) => {
    const found = planChosen(facts(given), clusterId, chartSettings(change));

    if ('problems' in found) {
      throw new Error(found.problems.join('; '));
    }

    return found;
  };
  const release = {
    namespace: 'face-auth', name: 'face-auth', chart: 'face-auth', version: '0.0.9', status: 'deployed'
  };

  it('offers the best cluster first, and says which it is', () => {
    expect(offersOf().map(({ plan, standing, isBest }) => [plan.name, standing, isBest])).toEqual([['large', 'fits', true], ['small', 'fits', false]]);
  });

  it('says nothing of a hostname before there is one', () => {
    const [offer] = offersOf();

    expect(offer?.plan.hostname).toBeUndefined();
    expect(offer?.plan.verdicts.some(({ predicate }) => predicate === 'hostname')).toBe(false);
    expect(offersOf({}, 'login.example.com')[0]?.plan.hostname).toBe('login.example.com');
  });

  it('says that the ingresses cannot be read also before there is a hostname', () => {
    expect(offersOf({ clusters: [{ ...small, hostnames: notKnown('no answer') }] })[0]?.plan.verdicts.find(({ predicate }) => predicate === 'hostname')?.state).toBe('unknown');
  });

  it('does not offer a cluster that has the release, and calls another one the best', () => {
    const offers = offersOf({ clusters: [small, { ...large, releases: known([release]) }] });

    expect(offers.map(({
      plan, standing, installed, isBest
    }) => [plan.name, standing, installed, isBest])).toEqual([['large', 'installed', '0.0.9', false], ['small', 'fits', undefined, true]]);
    expect(offers.map(canTake)).toEqual([false, true]);
  });

  it('asks for more where more logins are wanted', () => {
    const requests = (loginsPerMinute: number) => offersOf({ loginsPerMinute })[0]?.plan.sizing.requests.cpu ?? 0;

    expect(requests(10)).toBe(250);
    expect(requests(100)).toBeGreaterThan(1000);
    expect(chosenOf('c-large', undefined, { loginsPerMinute: 100 }).values).toMatchObject({ resources: { requests: { cpu: `${ requests(100) }m` } } });
  });

  it('gives helm what differs from the chart, as it did before there was a planner', () => {
    const change = (each: Settings) => {
      each.persistence.size = '2Gi';
      each.image.registry = 'registry.example.com';
      each.login.moves = ['turn-left', 'blink'];
      each.ingress.className = 'traefik';
      each.nodeSelector = { disk: 'ssd' };
      each.replicas = 0;
      setTlsSource(each, 'secret');
      each.tls.secretName = 'login.example.com-tls';
      each.tolerations = [{
        key: 'dedicated', operator: 'Exists', effect: 'NoSchedule'
      }];
      each.affinity.nodeAffinity = {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{
            matchExpressions: [{
              key: 'disk', operator: 'In', values: ['ssd']
            }]
          }]
        },
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, preference: { matchExpressions: [{ key: 'fast', operator: 'Exists' }] } }],
      };
    };
    const withDisk = { ...small, nodes: known([node({ labels: { disk: 'ssd' } })]) };

    expect(chosenOf('c-small', change, { clusters: [withDisk] }).values).toEqual(valuesDiff(chartDefaults, chartSettings(change) as unknown as Record<string, unknown>));
  });

  it('gives no values for a cluster that does not fit, and says why', () => {
    const { cluster, values } = chosenOf('c-small', (each) => {
      each.nodeSelector = { disk: 'ssd' };
    });

    expect(cluster.standing).not.toBe('fits');
    expect(values).toEqual({});
  });

  it('refuses a hostname that another cluster of the fleet answers to', () => {
    const taken = { ...large, hostnames: known([{ hostname: 'login.example.com', ingress: 'face-auth/face-auth' }]) };

    expect(chosenOf('c-small', undefined, { clusters: [small, taken] }).cluster.verdicts.find(({ predicate }) => predicate === 'hostname')?.state).toBe('fail');
  });

  it('passes on what one should know before', () => {
    expect(chosenOf('c-small').warnings.join()).toContain('self-signed certificate');
  });
});
