import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { CommandError } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';

const GET_IT =
  'Get helm 3 from https://helm.sh/docs/intro/install and put it on the PATH, or set FACE_AUTH_HELM to its file.';

/**
 * The file of helm 3: FACE_AUTH_HELM, else the first `helm` on the PATH.
 *
 * @throws CommandError that says how to get it.
 */
export async function findHelm(env: NodeJS.ProcessEnv): Promise<string> {
  const named = env['FACE_AUTH_HELM'];
  const file = named || (await onPath('helm', env['PATH'] ?? ''));
  if (file === undefined) throw new CommandError(EXIT.deliveryFailed, `helm is not on the PATH. ${GET_IT}`);

  const { stdout, failed } = await execa(file, ['version', '--short'], { env, extendEnv: false, reject: false });
  if (failed) throw new CommandError(EXIT.deliveryFailed, `${file} cannot be run as helm. ${GET_IT}`);
  if (!/^v3\./.test(stdout))
    throw new CommandError(EXIT.deliveryFailed, `${file} is helm ${stdout}, not helm 3. ${GET_IT}`);
  return path.resolve(file);
}

async function onPath(program: string, folders: string): Promise<string | undefined> {
  for (const folder of folders.split(path.delimiter).filter(Boolean)) {
    const file = path.join(folder, program);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}
