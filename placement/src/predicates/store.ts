import { withChanges } from '../candidate.ts';
import type { StoreProfile } from '../release-profile.ts';
import type { Candidate, Predicate } from '../rule.ts';
import { loginsFor, pods, sizeRelease } from '../sizing.ts';
import { fail, pass, type Remedy, type Verdict } from '../verdict.ts';
import { classVerdict } from './class-verdict.ts';
import { type ClaimProblem, claimProblems } from './kept-claim.ts';

const NAMES: Readonly<Record<StoreProfile['kind'], string>> = {
  sqlite: 'the embedded store (SQLite)',
  'mongodb-external': 'a MongoDB of its own',
  'mongodb-bundled': 'a bundled MongoDB',
};

/** Hard rule: the release has the store, as many pods may share it, and its volume can be had. */
export const store: Predicate = {
  id: 'store',
  title: 'Store',
  after: ['connected'],
  check(candidate) {
    const { profile, sizing } = candidate;
    const offered = profile.stores.find(({ kind }) => kind === sizing.store);
    if (!offered) return fail(`this release cannot use ${NAMES[sizing.store]}`, anotherStore(candidate));
    if (sizing.replicas > offered.maxReplicas) {
      return fail(`it needs ${pods(sizing.replicas)}, and ${belongs(offered)}`, anotherStore(candidate));
    }

    const serves = `${NAMES[offered.kind]} serves ${pods(sizing.replicas)}`;
    if (!offered.needsVolume) return pass(serves);
    const volume = volumeVerdict(candidate);
    return volume.state === 'pass' ? pass(`${serves}, ${volume.reason}`) : volume;
  },
};

function belongs({ kind, maxReplicas }: StoreProfile): string {
  return `${NAMES[kind]} belongs to ${maxReplicas === 1 ? 'one pod' : `at most ${maxReplicas} pods`}`;
}

/** Together with what the other store needs in its turn. */
function anotherStore(candidate: Candidate): Remedy {
  const other = storeThatServes(candidate);
  if (other.changes.length === 0) return other;

  const after = store.check(withChanges(candidate, other.changes));
  if (after.state === 'pass') return other;
  const { text, by, changes } = after.remedy;
  return {
    text: `${other.text}, and ${text}`,
    by: by === 'cluster' ? by : other.by,
    changes: changes.length > 0 ? [...other.changes, ...changes] : [],
  };
}

/** A store of the release that so many pods can share; else fewer pods, which carry less where the load needs them. */
function storeThatServes({ request, profile, sizing }: Candidate): Remedy {
  const other = profile.stores.find(({ maxReplicas }) => maxReplicas >= sizing.replicas);
  if (other) {
    return {
      text: `use ${NAMES[other.kind]}`,
      by: 'request',
      changes: [{ kind: 'set-request', path: ['store', 'kind'], value: other.kind }],
    };
  }

  const most = Math.max(0, ...profile.stores.map(({ maxReplicas }) => maxReplicas));
  if (most === 0) return { text: 'choose another release', by: 'request', changes: [] };

  const kind = { kind: 'set-request', path: ['store', 'kind'], value: 'auto' } as const;
  const replicas = { kind: 'set-request', path: ['availability', 'replicas'], value: Math.min(most, 3) } as const;
  const spec = { ...request.spec, availability: { replicas: replicas.value } };
  if (sizeRelease({ ...request, spec }, profile).replicas <= most) {
    return { text: `ask for ${pods(replicas.value)}`, by: 'request', changes: [replicas, kind] };
  }

  const logins = loginsFor(most, profile);
  return {
    text: `ask for one pod and at most ${logins} logins a minute`,
    by: 'request',
    changes: [
      { ...replicas, value: 1 },
      kind,
      { kind: 'set-request', path: ['load', 'loginsPerMinute'], value: logins },
    ],
  };
}

function volumeVerdict(candidate: Candidate): Verdict {
  const { existingClaim, storageClass } = candidate.request.spec.store;
  const { namespace } = candidate.request.spec.release;
  if (existingClaim !== '') {
    return pass(`it uses the volume claim ${existingClaim}, which has to be in ${namespace}`);
  }
  const problems = claimProblems(candidate);
  if (problems.length === 0) return storageClassVerdict(candidate, storageClass);
  return fail(problems.map(({ reason }) => reason).join('; '), asItIs(candidate, problems));
}

/** Without changes where what the claim has would not pass either. */
function asItIs(candidate: Candidate, problems: readonly ClaimProblem[]): Remedy {
  const kept =
    problems.find(({ field }) => field === 'storageClass')?.kept ?? candidate.request.spec.store.storageClass;
  const passes = storageClassVerdict(candidate, kept).state === 'pass';
  const words = problems.map(({ field, kept: value }) => {
    if (field === 'size') return `ask for ${value}`;
    return value === '' ? 'name no storage class' : `name the storage class ${value}`;
  });
  return {
    text: words.join(', and '),
    by: 'request',
    changes: passes
      ? problems.map(({ field, kept: value }) => ({ kind: 'set-request', path: ['store', field], value }))
      : [],
  };
}

function storageClassVerdict({ cluster }: Candidate, wanted: string): Verdict {
  return classVerdict({
    kind: 'storage class',
    classes: cluster.storageClasses,
    wanted,
    path: ['store', 'storageClass'],
    install: 'install a storage driver, such as Longhorn or local-path-provisioner',
  });
}
