import { ownRelease } from '../own-release.ts';
import { parseBytes } from '../quantity.ts';
import { valueAt } from '../request/request-problem.ts';
import type { Candidate } from '../rule.ts';

/** What is asked of the volume claim that is there, and Kubernetes refuses. */
export interface ClaimProblem {
  /** Of the request's `store`. */
  readonly field: 'storageClass' | 'size';
  readonly reason: string;
  /** What the claim has. */
  readonly kept: string;
}

/** Of an upgrade: the chart's claim stays as it was made, but may grow where its class lets it. By the values of the release. */
export function claimProblems({ cluster, request, profile }: Candidate): ClaimProblem[] {
  const values = ownRelease(cluster, request, profile)?.values;
  if (values === undefined) return [];

  const said = (field: string, usual: string) => {
    const value = valueAt(values, ['persistence', field]);
    return typeof value === 'string' ? value : usual;
  };
  if (said('existingClaim', '') !== '') return [];
  const was = { storageClass: said('storageClass', ''), size: said('size', '1Gi') };
  const { storageClass, size } = request.spec.store;
  const classes = cluster.storageClasses.known ? cluster.storageClasses.value : [];
  const itsClass = classes.find(({ name, isDefault }) =>
    was.storageClass === '' ? isDefault : name === was.storageClass,
  );

  const problems: ClaimProblem[] = [];
  // One that was made of the default class names it since.
  if (storageClass !== was.storageClass && !(was.storageClass === '' && storageClass === itsClass?.name)) {
    const of = was.storageClass === '' ? 'the default storage class' : `the storage class ${was.storageClass}`;
    problems.push({
      field: 'storageClass',
      reason: `its volume is of ${of}, which cannot be changed`,
      kept: was.storageClass,
    });
  }

  const more = (parseBytes(size) ?? NaN) - (parseBytes(was.size) ?? NaN);
  if (more < 0) {
    problems.push({ field: 'size', reason: `its volume of ${was.size} cannot shrink to ${size}`, kept: was.size });
  }
  if (more > 0 && itsClass?.canExpand === false) {
    const reason = `its volume of ${was.size} cannot grow to ${size}, for the storage class ${itsClass.name} lets none grow`;
    problems.push({ field: 'size', reason, kept: was.size });
  }
  return problems;
}
