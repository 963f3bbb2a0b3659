import { join, resolve } from 'node:path';
import { isIP } from 'node:net';
import { z } from 'zod';
import { FaceAuthError } from './errors.ts';
import { FALSE_MATCH_RATES, type FalseMatchRate } from './face/calibration/calibration.ts';
import { ENGINES, type EngineName } from './face/start-engine.ts';
import { checkMoveSetting, MOVES, type Move } from './login/moves.ts';
import { ROLES, roleProblem, tlsPaths, type Role } from './roles/role-settings.ts';
import type { TlsPaths } from './tls/tls-files.ts';

const backend = resolve(import.meta.dirname, '..');

/** `expects` completes the sentence "FACE_AUTH_X must be …"; `standard` describes the default in the reference. */
interface SettingMeta extends Record<string, unknown> {
  readonly description: string;
  readonly expects: string;
  readonly standard?: string;
}

const setting = <T extends z.ZodType>(schema: T, meta: SettingMeta): T => schema.meta(meta);

const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

const PortNumber = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().max(65_535));
const PORT_EXPECTS = 'a whole number from 0 to 65535';

/** Every setting of the service: environment variable, type, default, and what it is for. */
export const SETTINGS = z.strictObject({
  FACE_AUTH_ROLE: setting(z.enum(ROLES).default('all'), {
    description:
      'What this process does: `all`; or only the pages, the API and the store (`gateway`); or only the judging of pictures (`inference`). See docs/roles.md.',
    expects: 'all, gateway or inference',
  }),
  FACE_AUTH_PORT: setting(PortNumber.default(8080), {
    description: 'Port to listen on; 0 takes any free one.',
    expects: PORT_EXPECTS,
  }),
  FACE_AUTH_HOST: setting(z.string().default('127.0.0.1'), {
    description: 'Address to listen on; `0.0.0.0` for all.',
    expects: 'an address of this machine',
  }),
  FACE_AUTH_HEALTH_PORT: setting(PortNumber.optional(), {
    description:
      'Port of plain HTTP on which role `inference` answers `/healthz` and `/readyz` to those who have no certificate, such as a kubelet; 0 takes any free one.',
    expects: PORT_EXPECTS,
    standard: 'none',
  }),
  FACE_AUTH_INFERENCE_URL: setting(
    z
      .url({ protocol: /^https?$/ })
      .refine(isOrigin)
      .transform((text) => new URL(text).origin)
      .optional(),
    {
      description:
        'Where role `gateway` has pictures judged. All addresses behind the name are used. https needs the three `FACE_AUTH_TLS_…` files; http is for addresses of this machine only.',
      expects: 'an http or https address without a path',
      standard: 'none',
    },
  ),
  FACE_AUTH_TLS_CERT_FILE: setting(z.string().optional(), {
    description:
      'Between `gateway` and `inference`: the certificate (PEM) that the process shows the other, good for TLS servers (`inference`, with the name of `FACE_AUTH_INFERENCE_URL`) or clients (`gateway`). The three files are read again every few seconds.',
    expects: 'a file',
    standard: 'none',
  }),
  FACE_AUTH_TLS_KEY_FILE: setting(z.string().optional(), {
    description: 'The private key of that certificate (PEM, without a passphrase).',
    expects: 'a file',
    standard: 'none',
  }),
  FACE_AUTH_TLS_CA_FILE: setting(z.string().optional(), {
    description: 'The authorities (PEM) one of which must have signed what the other side shows.',
    expects: 'a file',
    standard: 'none',
  }),
  FACE_AUTH_PUBLIC_URL: setting(
    z
      .url({ protocol: /^https?$/ })
      .refine(isOrigin)
      .transform((text) => new URL(text).origin)
      .optional(),
    {
      description:
        'Where people open the service: used in links and to tell own requests from foreign ones. With https, cookies are Secure and browsers are told to stay with https.',
      expects: 'an http or https address without a path',
      standard: '`http://localhost:<port>`',
    },
  ),
  FACE_AUTH_DATA: setting(z.string().default('./data'), {
    description:
      'Folder of the database and, unless set otherwise, of the key file. Relative to the working directory.',
    expects: 'a folder',
  }),
  FACE_AUTH_KEY_FILE: setting(z.string().optional(), {
    description:
      'File of the key that encrypts the templates: 32 bytes, as they are or in base64. Made at the first start. Without it the templates are lost.',
    expects: 'a file',
    standard: '`<FACE_AUTH_DATA>/key`',
  }),
  FACE_AUTH_INVITATION_FILE: setting(z.string().optional(), {
    description:
      "File with the token of the first admin's invitation. Without it, each start prints a fresh link while there is no admin.",
    expects: 'a file',
    standard: 'none',
  }),
  FACE_AUTH_MOVES: setting(
    commaList.pipe(z.array(z.enum(MOVES)).refine((moves) => checkMoveSetting(moves) === undefined)).default([...MOVES]),
    {
      description: 'Moves a login may ask for, separated by commas; at least two, one of them a move of the head.',
      expects: `at least two of ${MOVES.join(', ')}, one of them a move of the head`,
      standard: 'all six',
    },
  ),
  FACE_AUTH_ENGINE: setting(z.enum(ENGINES).default('onnx'), {
    description:
      'What judges the pictures: `onnx`, native code for x64 and arm64, or `human`, WebAssembly for wherever else Node runs, several times slower.',
    expects: ENGINES.join(' or '),
  }),
  FACE_AUTH_FALSE_MATCH_RATE: setting(z.enum(FALSE_MATCH_RATES).default('1e-4'), {
    description:
      'How often a stranger may pass the comparison with a template; sets the threshold. A smaller rate refuses the right person more often (docs/models.md).',
    expects: '1e-3, 1e-4 or 1e-5',
  }),
  FACE_AUTH_RECOGNISER_FILE: setting(z.string().optional(), {
    description:
      'ONNX file of a recogniser to be used in place of the one that comes with the service (docs/models.md). Needs its calibration, and everybody to be enrolled anew.',
    expects: 'a file',
    standard: 'none',
  }),
  FACE_AUTH_CALIBRATION_FILE: setting(z.string().optional(), {
    description:
      'Thresholds measured on photos of your own, or of another recogniser, as `evaluate --write-calibration` writes them (docs/evaluate.md).',
    expects: 'a file',
    standard: 'the one that comes with the service',
  }),
  FACE_AUTH_LOG_LEVEL: setting(z.enum(['debug', 'info', 'warn', 'error']).default('info'), {
    description: 'Least severity that is logged. User names stand in the log at `debug` only.',
    expects: 'debug, info, warn or error',
  }),
  FACE_AUTH_LOG_FORMAT: setting(z.enum(['json', 'text']).optional(), {
    description: 'Form of the log on standard output.',
    expects: 'json or text',
    standard: '`text` on a terminal, else `json`',
  }),
  FACE_AUTH_TRUSTED_PROXIES: setting(commaList.pipe(z.array(z.string().refine(isNetwork))).default([]), {
    description:
      "Networks (CIDR, separated by commas) whose `X-Forwarded-For` is believed when a client's address is limited.",
    expects: 'a list of addresses or networks such as 10.42.0.0/16, separated by commas',
    standard: 'none',
  }),
  FACE_AUTH_MODELS_DIR: setting(z.string().default(join(backend, 'models', 'build')), {
    description: 'Folder of the prepared models.',
    expects: 'a folder',
    standard: '`backend/models/build`',
  }),
  FACE_AUTH_WEB_DIR: setting(z.string().default(join(backend, 'web', 'dist')), {
    description: 'Folder of the built page.',
    expects: 'a folder',
    standard: '`backend/web/dist`',
  }),
});

/** The settings as the parts of the service take them. */
export interface Config {
  readonly role: Role;
  readonly port: number;
  readonly host: string;
  readonly healthPort: number | undefined;
  /** Origin; there in role `gateway` and only there. */
  readonly inferenceUrl: string | undefined;
  /** Between `gateway` and `inference`; absent: plain HTTP on this machine. */
  readonly tls: TlsPaths | undefined;
  /** Origin, without a slash at the end; absent: `http://localhost:` and the port that is listened on. */
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly keyFile: string;
  readonly invitationFile: string | undefined;
  readonly moves: readonly Move[];
  readonly engine: EngineName;
  readonly falseMatchRate: FalseMatchRate;
  readonly recogniserFile: string | undefined;
  readonly calibrationFile: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly logFormat: 'json' | 'text' | undefined;
  readonly trustedProxies: readonly string[];
  readonly modelsDir: string;
  readonly webDir: string;
}

/**
 * Reads the settings from the environment. An empty variable counts as not set.
 *
 * @throws FaceAuthError 'setting-invalid' with a `hint` that names the variable: unknown, or with a bad value.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name.startsWith('FACE_AUTH_') && value !== '' && value !== undefined),
  );
  const parsed = SETTINGS.safeParse(given);
  if (!parsed.success) throw new FaceAuthError('setting-invalid', { hint: whatIsWrong(parsed.error, given) });

  const settings = parsed.data;
  const problem = roleProblem(settings) ?? recogniserProblem(settings);
  if (problem !== undefined) throw new FaceAuthError('setting-invalid', { hint: problem });

  const dataDir = resolve(settings.FACE_AUTH_DATA);
  return {
    role: settings.FACE_AUTH_ROLE,
    port: settings.FACE_AUTH_PORT,
    host: settings.FACE_AUTH_HOST,
    healthPort: settings.FACE_AUTH_HEALTH_PORT,
    inferenceUrl: settings.FACE_AUTH_INFERENCE_URL,
    tls: tlsPaths(settings),
    publicUrl: settings.FACE_AUTH_PUBLIC_URL,
    dataDir,
    keyFile: settings.FACE_AUTH_KEY_FILE === undefined ? join(dataDir, 'key') : resolve(settings.FACE_AUTH_KEY_FILE),
    invitationFile: settings.FACE_AUTH_INVITATION_FILE,
    moves: settings.FACE_AUTH_MOVES,
    engine: settings.FACE_AUTH_ENGINE,
    falseMatchRate: settings.FACE_AUTH_FALSE_MATCH_RATE,
    recogniserFile: optionalPath(settings.FACE_AUTH_RECOGNISER_FILE),
    calibrationFile: optionalPath(settings.FACE_AUTH_CALIBRATION_FILE),
    logLevel: settings.FACE_AUTH_LOG_LEVEL,
    logFormat: settings.FACE_AUTH_LOG_FORMAT,
    trustedProxies: settings.FACE_AUTH_TRUSTED_PROXIES,
    modelsDir: resolve(settings.FACE_AUTH_MODELS_DIR),
    webDir: resolve(settings.FACE_AUTH_WEB_DIR),
  };
}

/** One sentence on the first problem. */
function whatIsWrong(error: z.ZodError, given: Readonly<Record<string, string | undefined>>): string {
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const name = issue.keys[0] ?? '';
    // Kubernetes gives each Service of a namespace such names in every pod that does not switch service links off.
    return /_(SERVICE|PORT)_/.test(name) || given[name]?.startsWith('tcp://')
      ? `${name} comes from a Kubernetes Service; set enableServiceLinks: false on the pod`
      : `${name} is not a setting; the settings are ${Object.keys(SETTINGS.shape).join(', ')}`;
  }
  const name = String(issue?.path[0]);
  const meta = SETTINGS.shape[name as keyof typeof SETTINGS.shape].meta() as SettingMeta;
  return `${name} is "${given[name]}" but must be ${meta.expects}`;
}

/** @returns A sentence on what does not fit together. */
function recogniserProblem(settings: z.infer<typeof SETTINGS>): string | undefined {
  const { FACE_AUTH_RECOGNISER_FILE: file, FACE_AUTH_CALIBRATION_FILE: calibration } = settings;
  if (file === undefined) return undefined;
  if (settings.FACE_AUTH_ROLE === 'gateway') {
    return 'FACE_AUTH_RECOGNISER_FILE is for the roles all and inference; the role gateway needs its FACE_AUTH_CALIBRATION_FILE only';
  }
  if (calibration !== undefined) return undefined;
  return 'FACE_AUTH_RECOGNISER_FILE needs FACE_AUTH_CALIBRATION_FILE: the similarities of another recogniser mean something else; `face-auth-server evaluate FOLDER --recogniser FILE --write-calibration FILE` makes it';
}

function optionalPath(file: string | undefined): string | undefined {
  return file === undefined ? undefined : resolve(file);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).pathname === '/' && new URL(text).search === '';
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
