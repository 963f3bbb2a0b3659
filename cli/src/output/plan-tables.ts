import { type ClusterPlan, diffText, formatBytes, formatCpu, type Plan } from '@face-auth/placement';
import { type Column, table } from './table.ts';
import type { Colour, Terminal } from './terminal.ts';

const COLOURS: Readonly<Record<string, Colour>> = {
  chosen: 'green',
  fits: 'cyan',
  adaptable: 'yellow',
  unknown: 'yellow',
  unfit: 'red',
};

const word = ({ chosen, standing }: ClusterPlan): string => (chosen ? 'chosen' : standing);

/** The plan for people: a line a cluster, then what it comes to. */
export function planText(plan: Plan, terminal: Terminal, isWide: boolean): string {
  const paint = (padded: string, cell: string): string => terminal.colour(COLOURS[cell] ?? 'bold', padded);
  const columns: Column[] = [
    { title: 'CLUSTER', wrapTo: 12 },
    { title: 'VERDICT', paint },
    { title: 'SCORE', align: 'right' },
    { title: 'RING', wrapTo: 6 },
    { title: 'WHY', wrapTo: 20 },
  ];
  const rows = plan.clusters.map((cluster) => [
    cluster.name,
    word(cluster),
    cluster.standing === 'fits' ? String(Math.round(cluster.total)) : '',
    cluster.ring ?? '',
    cluster.because,
  ]);
  return [
    table(columns, rows, terminal.width),
    ...(isWide ? ['', detailTable(plan.clusters, terminal.width)] : []),
    '',
    ...summary(plan),
  ].join('\n');
}

/** Beside the other one: together they would not fit on a line. */
function detailTable(clusters: readonly ClusterPlan[], width: number): string {
  const columns: Column[] = [
    { title: 'CLUSTER', wrapTo: 12 },
    { title: 'FREE', wrapTo: 8 },
    { title: 'PODS', align: 'right' },
    { title: 'NODES', wrapTo: 10 },
    { title: 'VARIANT', wrapTo: 10 },
    { title: 'HOSTNAME', wrapTo: 16 },
  ];
  const rows = clusters.map((cluster) => [
    cluster.name,
    freeText(cluster),
    String(cluster.sizing.replicas),
    [...new Set(cluster.nodes)].join(' '),
    cluster.variant ?? '',
    cluster.hostname ?? '',
  ]);
  return table(columns, rows, width);
}

function freeText({ free }: ClusterPlan): string {
  return free.known ? `${formatCpu(free.value.cpu)} CPU, ${formatBytes(free.value.memory)}` : '';
}

function summary(plan: Plan): string[] {
  const { release, clusters, shortfall, variants, warnings } = plan;
  const chosen = clusters.filter((cluster) => cluster.chosen).length;
  const changes = ['create', 'update', 'delete', 'none'].flatMap((change) => {
    const count = plan.objects.filter((object) => object.change === change).length;
    return count === 0 ? [] : [`${count} ${CHANGES[change]}`];
  });
  return [
    `${plan.name}: ${chosen} of ${counted(clusters.length, 'cluster')} chosen for ${release.namespace}/${release.name} (${release.chart} ${release.version})`,
    ...(changes.length > 0 ? [`Releases: ${changes.join(', ')}`] : []),
    ...variants.map(({ name, clusters: own }) => `Variant ${name}: ${counted(own.length, 'cluster')}`),
    ...(shortfall ? [`Too few: ${shortfall.chosen} of ${shortfall.wanted}. ${sentence(shortfall.reason)}`] : []),
    ...warnings.map((warning) => `Note: ${warning}`),
  ];
}

const CHANGES: Readonly<Record<string, string>> = {
  create: 'to install',
  update: 'to upgrade',
  delete: 'to remove',
  none: 'as they shall be',
};

/** What `apply` is going to change, object by object. */
export function changesText(plan: Plan): string {
  const names = new Map(plan.clusters.map(({ id, name }) => [id, name]));
  return plan.objects
    .filter(({ change }) => change !== 'none')
    .map(({ change, cluster = '', namespace, name, before, after }) => {
      const heading = `${names.get(cluster) ?? cluster}: ${change === 'create' ? 'install' : 'upgrade'} ${namespace}/${name}`;
      const diff = diffText(before ?? { values: {} }, after)
        .split('\n')
        .filter(Boolean)
        .map((line) => `    ${line}`);
      return [heading, ...diff].join('\n');
    })
    .join('\n');
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
