import { type Command, Option } from 'commander';
import type { FactSource } from '../clusters/gather-facts.ts';
import type { HelmReleases } from '../helm/helm-releases.ts';
import type { Terminal } from '../output/terminal.ts';

/** What every command gets from outside. */
export interface CommandContext {
  readonly env: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Looked for once, when it is needed. @throws CommandError that says how to get it */
  readonly helm: () => Promise<HelmReleases>;
}

export interface ContextOptions {
  readonly context?: readonly string[];
  readonly allContexts?: boolean;
}

/** `--context`, `--all-contexts`. */
export function contextOptions(command: Command): Command {
  return command
    .option('-c, --context <name...>', 'ask these contexts of the kubeconfig (default: the current one)')
    .option('-A, --all-contexts', 'ask all of them');
}

export interface SourceOptions extends ContextOptions {
  readonly facts?: string;
  readonly sim?: string;
}

/** Whatever facts can come from. */
export function sourceOptions(command: Command): Command {
  return contextOptions(command)
    .option('--facts <file>', 'ask nobody: take what `face-auth facts --save` has written')
    .addOption(
      new Option('--sim <fleet>', 'ask nobody: simulate a fleet, such as factory:1000 or factory:1000:7 (seed 7)'),
    );
}

export function factSource({ facts, sim, context = [], allContexts = false }: SourceOptions): FactSource {
  return { contexts: context, allContexts, ...(facts !== undefined && { facts }), ...(sim !== undefined && { sim }) };
}

export interface ReleaseOptions extends ContextOptions {
  readonly release: string;
  readonly namespace: string;
}

/** Which release a command is about, without a request. */
export function releaseOptions(command: Command): Command {
  return contextOptions(command)
    .option('--release <name>', 'name of the release', 'face-auth')
    .option('-n, --namespace <name>', 'its namespace', 'face-auth');
}
