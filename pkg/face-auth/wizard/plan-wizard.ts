import {
  type ClusterFacts, type ClusterPlan, type Plan, planPlacement, problemText, type Standing
} from '@face-auth/placement';
import type { Catalogue } from '../delivery/catalogue.ts';
import { CHART, RELEASE } from '../names.ts';
import { NO_HOSTNAME, placementRequest, type Wish } from './placement-request.ts';
import { releaseProfile } from './release-profile.ts';
import { completeSettings, type Settings } from './settings.ts';

/** What the wizard knows before anybody has chosen a cluster. */
export interface WizardFacts {
  readonly clusters: readonly ClusterFacts[];
  readonly catalogue: Pick<Catalogue, 'version' | 'kubeVersion' | 'defaults'>;
  /** Rancher's own; may be empty. */
  readonly registry: string;
  readonly loginsPerMinute: number;
  /** Now, ms since the epoch. */
  readonly at: number;
}

/** A cluster as it is offered. */
export interface ClusterOffer {
  readonly plan: ClusterPlan;
  /** `installed`: the release is there; Rancher's Apps page changes it, the wizard does not. */
  readonly standing: Standing | 'installed';
  /** Version of the release that is there. */
  readonly installed: string | undefined;
  /** Of those that fit, the one with the highest total. */
  readonly isBest: boolean;
}

/** What is planned for one cluster with the settings as they are. */
export interface ChosenPlan {
  readonly cluster: ClusterPlan;
  /** The values that helm will get; empty unless the cluster fits. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

/** The planner does not take the request; each problem is a line for people. */
export interface Refused {
  readonly problems: readonly string[];
}

/** Every cluster, the best first, each with the settings that the wizard begins with. */
export function planOffers(facts: WizardFacts, hostname: string): readonly ClusterOffer[] | Refused {
  const settings = completeSettings(structuredClone(facts.catalogue.defaults) as Record<string, unknown>);
  const plan = planWith(facts, { ...settings, hostname }, { mode: 'best', count: 1 });

  if ('problems' in plan) {
    return plan;
  }
  const versions = new Map(facts.clusters.map((cluster) => [cluster.id, installedVersion(cluster)]));
  const best = plan.clusters.find(({ id, standing }) => standing === 'fits' && versions.get(id) === undefined);

  return plan.clusters.map((cluster) => {
    const installed = versions.get(cluster.id);

    return {
      plan: cluster, standing: installed === undefined ? cluster.standing : 'installed', installed, isBest: cluster === best
    };
  });
}

export function canTake({ standing }: ClusterOffer): boolean {
  return standing === 'fits' || standing === 'adaptable';
}

export function planChosen(facts: WizardFacts, clusterId: string, settings: Settings): ChosenPlan | Refused {
  const plan = planWith(facts, settings, { mode: 'named', clusters: [clusterId] });

  if ('problems' in plan) {
    return plan;
  }
  const cluster = plan.clusters.find(({ id }) => id === clusterId);
  const release = plan.objects.find((object) => object.cluster === clusterId);

  if (!cluster) {
    return { problems: [`there is no cluster ${ clusterId }`] };
  }

  return {
    cluster, values: (release?.after?.['values'] ?? {}) as ChosenPlan['values'], warnings: plan.warnings
  };
}

function planWith(facts: WizardFacts, settings: Settings, selection: Wish['selection']): Plan | Refused {
  const {
    clusters, catalogue, registry, loginsPerMinute, at
  } = facts;
  const asked = placementRequest({
    settings, defaults: catalogue.defaults, registry, version: catalogue.version, loginsPerMinute, selection
  });

  if ('problems' in asked) {
    return { problems: asked.problems.map(problemText) };
  }
  const { request } = asked;
  const plan = planPlacement({
    request, clusters, profile: releaseProfile(catalogue), at, delivery: { kind: 'releases' }
  });

  return request.spec.hostname === NO_HOSTNAME ? { ...plan, clusters: plan.clusters.map(withoutHostname) } : plan;
}

/** As long as nobody has given a hostname, nothing is said of it but that the ingresses cannot be read. */
function withoutHostname({ hostname: _, verdicts, ...plan }: ClusterPlan): ClusterPlan {
  return { ...plan, verdicts: verdicts.filter(({ predicate, state }) => predicate !== 'hostname' || state !== 'pass') };
}

function installedVersion({ releases }: ClusterFacts): string | undefined {
  const there = releases.known ? releases.value.find(({ namespace, name, chart }) => namespace === RELEASE.namespace && name === RELEASE.name && chart === CHART) : undefined;

  return there?.version;
}
