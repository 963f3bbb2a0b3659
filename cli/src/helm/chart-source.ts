import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CommandError, messageOf } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';
import { CHART } from './chart-name.ts';
import type { HelmReleases } from './helm-releases.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/**
 * Helm's arguments for a chart: of a folder, a package, a repository's address, or `REPOSITORY/CHART` of a repository that
 * helm knows. Without one, the chart of this repository: packed, else as it is.
 *
 * @throws CommandError when there is no such chart, or it is of another version than is planned.
 */
export async function chartSource(
  given: string | undefined,
  version: string,
  helm: Pick<HelmReleases, 'repositories' | 'chartVersion'>,
): Promise<readonly string[]> {
  if (given === undefined) return inVersion(ownChart(version), version, helm);
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) {
    return given.endsWith('.tgz') ? inVersion(given, version, helm) : [CHART, '--repo', given, '--version', version];
  }
  if (given.startsWith('oci://')) return [given, '--version', version];
  if (existsSync(given)) return inVersion(chartOnDisk(given), version, helm);

  const known = (await helm.repositories()).map(({ name }) => name);
  const [repository = '', ...chart] = given.split('/');
  if (known.includes(repository) && chart.length === 1) return [given, '--version', version];
  throw bad(
    `--chart ${given} is neither a file or folder, nor an address, nor REPOSITORY/CHART of a repository of helm ` +
      `(${known.length > 0 ? `it knows ${known.join(', ')}` : 'it knows none; see helm repo add'})`,
  );
}

/** For a chart that is one version, whatever helm is told. */
async function inVersion(
  chart: string,
  version: string,
  helm: Pick<HelmReleases, 'chartVersion'>,
): Promise<readonly string[]> {
  const found = await helm.chartVersion(chart).catch((error: unknown) => {
    throw bad(`the chart ${chart} cannot be read: ${messageOf(error)}`);
  });
  if (found === version) return [chart];
  throw bad(
    `Nothing was changed: the plan is for version ${version}, and the chart ${chart} is ${found}: ` +
      'name another one with --chart, or set release.version in the request',
  );
}

function ownChart(version: string): string {
  const packed = path.join(ROOT, 'assets', CHART, `${CHART}-${version}.tgz`);
  const plain = path.join(ROOT, 'charts', CHART);
  if (existsSync(packed)) return packed;
  if (existsSync(plain)) return plain;
  throw bad('the chart is not beside this command: name a folder, a package or a repository with --chart');
}

function chartOnDisk(given: string): string {
  const file = path.resolve(given);
  const isChart = statSync(file).isDirectory() ? readdirSync(file).includes('Chart.yaml') : file.endsWith('.tgz');
  if (!isChart) throw bad(`--chart ${given} is neither a chart's folder nor its package (.tgz)`);
  return file;
}

const bad = (message: string): CommandError => new CommandError(EXIT.badInput, message);
