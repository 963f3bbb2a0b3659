import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findHelm } from '../../scripts/lib/helm.mjs';

const run = promisify(execFile);

/** A cluster that tests may use, by the context of its kubeconfig. */
export interface TestCluster {
  readonly context: string;
  readonly kubeconfig: string;
  /** Where its ingress answers HTTPS. */
  readonly ingress: URL;
  readonly kubectl: (...args: string[]) => Promise<string>;
  readonly helm: (...args: string[]) => Promise<string>;
}

/**
 * The clusters in `FACE_AUTH_CLUSTERS` (`KUBECONFIG=INGRESS`, space between them), else the one of `KUBECONFIG` and
 * `INGRESS_HTTPS`.
 *
 * @throws Error that says what to set.
 */
export async function testClusters(): Promise<TestCluster[]> {
  const { FACE_AUTH_CLUSTERS: several, KUBECONFIG, INGRESS_HTTPS } = process.env;
  const given = several ?? (KUBECONFIG && INGRESS_HTTPS ? `${KUBECONFIG}=${INGRESS_HTTPS}` : undefined);
  if (given === undefined) {
    throw new Error(
      'Set FACE_AUTH_CLUSTERS to "KUBECONFIG=INGRESS …", or KUBECONFIG and INGRESS_HTTPS, the https address of its ingress',
    );
  }
  const helm = await findHelm();
  return Promise.all(
    given.split(' ').map(async (pair) => {
      const [kubeconfig = '', ingress = ''] = pair.split('=');
      const say = async (program: string, args: readonly string[]): Promise<string> => {
        const { stdout } = await run(program, [...args], { maxBuffer: 1 << 26 });
        return stdout;
      };
      const kubectl = (...args: string[]): Promise<string> => say('kubectl', ['--kubeconfig', kubeconfig, ...args]);
      const context = (await kubectl('config', 'current-context')).trim();
      return {
        context,
        kubeconfig,
        ingress: new URL(ingress),
        kubectl,
        helm: (...args) => say(helm, ['--kubeconfig', kubeconfig, ...args]),
      };
    }),
  );
}
