import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY, sharedFolder } from '../tools/folders.ts';

const run = promisify(execFile);

const TEST_IMAGE = 'face-auth-server:test';
const HOW =
  'The cluster cannot be given the image: it is neither one of ../shared/cluster, kind nor k3d. ' +
  'Push the image to a registry that the cluster reads and set FACE_AUTH_IMAGE to registry/name:tag';

/** Chart values that name the image. */
export interface ImageValues {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/**
 * An image of this source that the cluster's nodes can start: `FACE_AUTH_IMAGE`, or built now and loaded into the nodes.
 *
 * @throws Error that says what to do, when the cluster is of an unknown kind.
 */
export async function clusterImage(): Promise<ImageValues> {
  const given = process.env.FACE_AUTH_IMAGE;
  if (given !== undefined) return imageValues(given);

  const load = await loader(TEST_IMAGE);
  await run('node', ['scripts/image.mjs', '--tag', TEST_IMAGE], { cwd: REPOSITORY, maxBuffer: 1 << 26 });
  const [program, ...args] = load;
  await run(program, args, { maxBuffer: 1 << 26 });
  return imageValues(TEST_IMAGE);
}

/** The command that brings an image of this machine into the nodes of the cluster that kubectl speaks to. */
async function loader(image: string): Promise<[string, ...string[]]> {
  const shared = sharedFolder();
  const named = process.env.CLUSTER_NAME;
  if (named !== undefined && shared !== undefined) return [path.join(shared, 'cluster/load-image'), named, image];

  const { stdout } = await run('kubectl', ['config', 'current-context']);
  const [kind, cluster] = stdout.trim().split(/-(.*)/s);
  if (kind === 'kind' && cluster) return ['kind', 'load', 'docker-image', image, '--name', cluster];
  if (kind === 'k3d' && cluster) return ['k3d', 'image', 'import', image, '--cluster', cluster];
  throw new Error(HOW);
}

/** `registry:5000/team/name:tag` as the chart wants it. */
export function imageValues(image: string): ImageValues {
  const parts = /^(?:(?<registry>[^/]+[.:][^/]*|localhost)\/)?(?<repository>[^:@]+):(?<tag>[^:@/]+)$/.exec(
    image,
  )?.groups;
  if (!parts?.repository || !parts.tag) throw new Error(`FACE_AUTH_IMAGE is "${image}" but must be registry/name:tag`);
  return { registry: parts.registry ?? '', repository: parts.repository, tag: parts.tag };
}
