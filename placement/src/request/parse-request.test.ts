import { load } from 'js-yaml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placementRequest } from '../testing.ts';
import { exampleRequest } from './example-request.ts';
import { parseRequest } from './parse-request.ts';
import { API_VERSION } from './placement-request.ts';
import { problemText } from './request-problem.ts';

const small = { selection: { mode: 'all' }, hostname: 'login.{cluster}.example.com' };
const document = (spec: object, rest: object = {}) => ({
  apiVersion: API_VERSION,
  kind: 'PlacementRequest',
  metadata: { name: 'face-login' },
  spec: { ...small, ...spec },
  ...rest,
});
const problems = (given: unknown) => {
  const result = parseRequest(given);
  return 'problems' in result ? result.problems.map(problemText) : [];
};
const best = (count: number) => ({ mode: 'best', count });

describe('parseRequest', () => {
  it('fills in every default', () => {
    expect(parseRequest(document({}))).toEqual({ request: placementRequest() });
  });

  it('takes the example', () => {
    expect(problems(load(exampleRequest))).toEqual([]);
  });

  it.each([
    { name: 'no document', given: undefined, problem: 'the document: expected a map, found nothing' },
    { name: 'a text', given: 'all', problem: 'the document: expected a map, found "all"' },
    {
      name: 'another version',
      given: document({}, { apiVersion: 'placement.face-auth.io/v2' }),
      problem: `apiVersion: expected ${API_VERSION}, the only version that is known, found "placement.face-auth.io/v2"`,
    },
    {
      name: 'a misspelt field',
      given: document({ selection: { mode: 'best', count: 3, cont: 3 } }),
      problem: 'spec.selection.cont: expected another name, perhaps count, found a field that is not known',
    },
    {
      name: 'a field of another mode',
      given: document({ selection: { mode: 'all', clusters: ['a'] } }),
      problem: 'spec.selection.clusters: expected mode, found a field that is not known',
    },
    {
      name: 'a misspelt field in a list',
      given: document({ constraints: { tolerations: [{ keyy: 'a' }] } }),
      problem:
        'spec.constraints.tolerations[0].keyy: expected another name, perhaps key, found a field that is not known',
    },
    {
      name: 'an unknown mode',
      given: document({ selection: { mode: 'most' } }),
      problem: 'spec.selection.mode: expected one of named, all, best, found "most"',
    },
    {
      name: 'a text for a number',
      given: document({ selection: best('three' as never) }),
      problem: 'spec.selection.count: expected a number, found "three"',
    },
    {
      name: 'half a cluster',
      given: document({ selection: best(1.5) }),
      problem: 'spec.selection.count: expected a whole number, found 1.5',
    },
    {
      name: 'no cluster',
      given: document({ selection: best(0) }),
      problem: 'spec.selection.count: expected 1 or more, found 0',
    },
    {
      name: 'too many pods',
      given: document({ availability: { replicas: 4 } }),
      problem: 'spec.availability.replicas: expected 3 at most, found 4',
    },
    {
      name: 'no load',
      given: document({ load: { loginsPerMinute: 0 } }),
      problem: 'spec.load.loginsPerMinute: expected more than 0, found 0',
    },
    {
      name: 'an empty list',
      given: document({ selection: { mode: 'named', clusters: [] } }),
      problem: 'spec.selection.clusters: expected a list that is not empty, found an empty list',
    },
    {
      name: 'a list for a map',
      given: document({ store: [1] }),
      problem: 'spec.store: expected a map, found a list',
    },
    {
      name: 'a name that Helm does not take',
      given: document({ release: { name: 'Face Auth' } }),
      problem: 'spec.release.name: expected small letters, digits and dashes, at most 53 of them, found "Face Auth"',
    },
    {
      name: 'cert-manager without an issuer',
      given: document({ tls: { source: 'cert-manager' } }),
      problem: 'spec.tls.issuer: expected a map, found nothing',
    },
    {
      name: 'an unreadable share',
      given: document({ rings: [{ name: 'a', share: 'ten' }] }),
      problem:
        'spec.rings[0].share: expected a whole number of 1 or more, a percentage such as "10%", or "rest", found "ten"',
    },
  ])('refuses $name', ({ given, problem }) => {
    expect(problems(given)).toEqual([problem]);
  });

  it('names everything that is wrong at once', () => {
    expect(problems(document({ role: 'shop', weights: { cost: 11 } }))).toHaveLength(2);
  });

  it('answers whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.jsonValue().map((spec) => document({}, { spec })),
        ),
        (given) => {
          expect(problems(given).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('what fields mean together', () => {
  const rest = { name: 'rest', share: 'rest' };

  it.each([
    {
      name: 'a version in the words of a tag, which no chart has',
      spec: { release: { version: 'v0.1.0' } },
      problem: 'spec.release.version: expected an exact version such as 0.1.0, found "v0.1.0"',
    },
    {
      name: 'a version that is a range',
      spec: { release: { version: '^0.1.0' } },
      problem: 'spec.release.version: expected an exact version such as 0.1.0, found "^0.1.0"',
    },
    {
      name: 'one hostname for several clusters',
      spec: { hostname: 'login.example.com' },
      problem:
        'spec.hostname: expected {cluster} or {label:KEY} in it, for more than one cluster may be chosen, found "login.example.com"',
    },
    {
      name: 'a hostname with an unknown place to fill',
      spec: { hostname: 'login.{site}.example.com' },
      problem:
        'spec.hostname: expected a DNS name, in which only {cluster} and {label:KEY} stand for something, found "login.{site}.example.com"',
    },
    {
      name: 'a size that is none',
      spec: { store: { size: 'large' } },
      problem: 'spec.store.size: expected an amount such as 1Gi, found "large"',
    },
    {
      name: 'a spread of all',
      spec: { spread: [{ label: 'zone', atMost: 1 }] },
      problem: 'spec.spread: expected none, for only a selection of the best can be spread, found a list',
    },
    {
      name: 'a spread without a limit',
      spec: { selection: best(2), spread: [{ label: 'zone' }] },
      problem: 'spec.spread[0]: expected atMost, atLeast or both, found neither',
    },
    {
      name: 'more places than clusters',
      spec: { selection: best(2), spread: [{ label: 'zone', atLeast: 3 }] },
      problem: 'spec.spread[0].atLeast: expected 2 at most, for so many clusters are chosen, found 3',
    },
    {
      name: 'a spread over three labels',
      spec: { selection: best(2), spread: ['a', 'b', 'c'].map((label) => ({ label, atMost: 1 })) },
      problem: 'spec.spread: expected limits on one label or two, found 3 labels',
    },
    {
      name: 'a last ring that does not take the rest',
      spec: { rings: [{ name: 'all', share: '100%' }] },
      problem: 'spec.rings[0].share: expected "rest", for the last ring takes the rest, found "100%"',
    },
    {
      name: 'the rest in the middle',
      spec: { rings: [rest, { ...rest, name: 'last' }] },
      problem: 'spec.rings[0].share: expected "rest" in the last ring only, found "rest"',
    },
    {
      name: 'shares of more than everything',
      spec: { rings: [{ name: 'a', share: '60%' }, { name: 'b', share: '50%' }, rest] },
      problem: 'spec.rings: expected shares of 100% at most together, found 110%',
    },
    {
      name: 'two rings of one name',
      spec: { rings: [{ name: 'rest', share: 1 }, rest] },
      problem: 'spec.rings[1].name: expected a name that no other ring has, found "rest"',
    },
    {
      name: 'a cluster in two rings',
      spec: {
        rings: [
          { name: 'a', share: 1, clusters: ['x'] },
          { ...rest, clusters: ['x'] },
        ],
      },
      problem: 'spec.rings: expected x in one ring only, found it in several',
    },
    {
      name: 'a requirement without values',
      spec: { constraints: { requiredLabels: [{ key: 'zone', operator: 'In' }] } },
      problem: 'spec.constraints.requiredLabels[0].values: expected one or more with In, found nothing',
    },
    {
      name: 'values where none belong',
      spec: {
        constraints: { preferredLabels: [{ weight: 1, requirement: { key: 'a', operator: 'Exists', values: ['b'] } }] },
      },
      problem: 'spec.constraints.preferredLabels[0].requirement.values: expected none with Exists, found a list',
    },
    {
      name: 'a comparison with a word',
      spec: { constraints: { nodeAffinity: [{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['b'] }] }] } },
      problem:
        'spec.constraints.nodeAffinity[0].matchExpressions[0].values: expected one whole number with Gt, found a list',
    },
    {
      name: 'a value that the plan decides',
      spec: { values: { tls: { source: 'secret' } } },
      problem: 'spec.values.tls: expected it in spec.tls, where it is judged, found a map',
    },
  ])('refuses $name', ({ spec, problem }) => {
    expect(problems(document(spec))).toEqual([problem]);
  });

  it.each([
    { selection: { mode: 'named', clusters: ['edge-1'] }, hostname: 'login.example.com' },
    { selection: best(1), hostname: 'login.example.com' },
    { hostname: 'login.{label:topology.kubernetes.io/zone}.example.com' },
    { release: { version: '1.2.3-rc.1+build.5' } },
    {
      selection: best(4),
      spread: [
        { label: 'a', atMost: 1 },
        { label: 'b', atLeast: 2 },
        { label: 'a', atLeast: 4 },
      ],
    },
    { values: { resources: { limits: { memory: '2Gi' } }, ingress: { annotations: { a: 'b' } } } },
  ])('takes %j', (spec) => {
    expect(problems(document(spec))).toEqual([]);
  });
});
