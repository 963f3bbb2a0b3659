import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { type Plan, notKnown } from '@face-auth/placement';
import { clusterFacts } from '@face-auth/placement/testing';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { faceAuth, factsText, requestText, scratchFolder } from './testing.ts';

const folder = scratchFolder();
const [edge, plant] = ['edge', 'plant'].map((name) => clusterFacts({ id: name, name, readAt: Date.now() }));
if (!edge || !plant) throw new Error('two clusters are needed');
const facts = folder.file('facts.json', factsText([edge, plant]));
const request = folder.file('request.yaml', requestText());

const best = (count: number) => folder.file(`best-${count}.yaml`, requestText({ selection: { mode: 'best', count } }));

describe('face-auth plan', () => {
  it('ends with 0 when it is placed as asked, and says where and why', async () => {
    const { code, stdout, stderr } = await faceAuth(['plan', '-f', request, '--facts', facts]);

    expect(stderr).toBe('');
    expect(stdout).toMatch(/^edge +chosen +\d+ +canary/m);
    expect(stdout).toContain('shops: 2 of 2 clusters chosen for face-auth/face-auth');
    expect(code).toBe(0);
  });

  it('ends with 3 when fewer clusters fit than were asked for, and says how many', async () => {
    const { code, stdout } = await faceAuth(['plan', '-f', best(3), '--facts', facts]);

    expect(stdout).toContain('Too few: 2 of 3.');
    expect(code).toBe(3);
  });

  it('ends with 3 when no cluster fits at all', async () => {
    const unread = folder.file('unread.json', factsText([{ ...edge, nodes: notKnown('not allowed') }]));

    expect(await faceAuth(['plan', '-f', request, '--facts', unread])).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('not allowed') as string,
    });
  });

  it('writes the same plan as JSON and as YAML, without colours or words around it', async () => {
    const json = await faceAuth(['plan', '-f', request, '--facts', facts, '-o', 'json'], { FORCE_COLOR: '1' });
    const yaml = await faceAuth(['plan', '-f', request, '--facts', facts, '-o', 'yaml']);

    const names = (plan: Plan) => plan.clusters.map(({ name, chosen }) => [name, chosen]);
    expect(names(JSON.parse(json.stdout) as Plan)).toEqual([
      ['edge', true],
      ['plant', true],
    ]);
    expect(names(load(yaml.stdout) as Plan)).toEqual(names(JSON.parse(json.stdout) as Plan));
  });

  it('draws no line longer than 80 columns where there is no terminal, and uses no colours', async () => {
    const { stdout } = await faceAuth(['plan', '-f', request, '--sim', 'factory:40', '-o', 'wide']);
    const drawn = stdout.split('\n\n')[0] ?? '';

    expect(drawn.split('\n').length).toBeGreaterThan(40);
    expect(Math.max(...drawn.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).not.toContain('\u001B');
  });

  it('uses colours when they are asked for, and none when NO_COLOR is set', async () => {
    const args = ['plan', '-f', request, '--facts', facts];

    expect((await faceAuth(args, { FORCE_COLOR: '1' })).stdout).toContain('\u001B[32mchosen');
    expect((await faceAuth(args, { NO_COLOR: '1' })).stdout).not.toContain('\u001B');
  });

  it('plans a simulated fleet', async () => {
    const { code, stdout } = await faceAuth(['plan', '-f', best(5), '--sim', 'retail:100:7', '-o', 'json']);
    const plan = JSON.parse(stdout) as Plan;

    expect([plan.clusters.length, plan.clusters.filter(({ chosen }) => chosen).length, code]).toEqual([100, 5, 0]);
  });
});

describe('bad input ends with 2 and', () => {
  it.each<{ name: string; args: readonly string[]; says: string }>([
    { name: 'a missing option is named', args: ['plan'], says: "required option '-f, --file <request>' not specified" },
    { name: 'an unknown command is named', args: ['plant'], says: "unknown command 'plant'" },
    {
      name: 'an unknown format is named',
      args: ['plan', '-f', 'x', '-o', 'xml'],
      says: 'Allowed choices are table, wide, json, yaml',
    },
    {
      name: 'a missing file is named',
      args: ['plan', '-f', '/nowhere/request.yaml'],
      says: '/nowhere/request.yaml cannot be read',
    },
    {
      name: 'two sources are too many',
      args: ['plan', '-f', request, '--facts', facts, '--sim', 'factory:3'],
      says: 'give one of --facts, --sim',
    },
    {
      name: 'an unknown fleet is refused',
      args: ['plan', '-f', request, '--sim', 'zoo:3'],
      says: '"zoo" is no shape of a fleet',
    },
    {
      name: 'a missing kubeconfig is told',
      args: ['plan', '-f', request],
      says: 'KUBECONFIG is not set and /nowhere/.kube/config cannot be read',
    },
    {
      name: 'a cluster that is not there is told',
      args: ['explain', 'moon', '-f', request, '--facts', facts],
      says: 'there is no cluster moon; there are edge, plant',
    },
    {
      name: 'facts that are none are told',
      args: ['plan', '-f', request, '--facts', request],
      says: 'holds no facts of this version',
    },
  ])('$name', async ({ args, says }) => {
    const { code, stderr, stdout } = await faceAuth(args);

    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^face-auth: /);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('every wrong field of a request is named with its path and what was expected', async () => {
    const wrong = folder.file('wrong.yaml', requestText({ load: { loginsPerMinute: 'many' }, hostnam: 'x' } as object));
    const { code, stderr } = await faceAuth(['plan', '-f', wrong, '--facts', facts]);

    expect(stderr).toContain('spec.load.loginsPerMinute: expected a number, found "many"');
    expect(stderr).toContain('spec.hostnam: expected another name, perhaps hostname');
    expect(code).toBe(2);
  });

  it('a facts file with a cluster that lacks something is told where', async () => {
    const { nodes, ...rest } = edge;
    const broken = folder.file('broken.json', factsText([plant, { ...rest, other: nodes } as never]));

    expect((await faceAuth(['plan', '-f', request, '--facts', broken])).stderr).toContain('clusters[1] has no nodes');
  });

  it('a kubeconfig that is none, or lacks what it names, is told', async () => {
    const noYaml = folder.file('kubeconfig-no-yaml', 'a: b: c');
    const empty = folder.file('kubeconfig-empty', '{}');
    const dangling = folder.file(
      'kubeconfig-dangling',
      JSON.stringify({
        clusters: [],
        users: [],
        contexts: [{ name: 'moon', context: { cluster: 'moon', user: 'me' } }],
        'current-context': 'moon',
      }),
    );
    const says = async (file: string, ...more: string[]) => {
      const { code, stderr } = await faceAuth(['plan', '-f', request, ...more], { KUBECONFIG: file });
      expect(code).toBe(2);
      return stderr;
    };

    expect(await says(noYaml)).toContain(`${noYaml} is no kubeconfig`);
    expect(await says(empty)).toContain(`${empty} `);
    expect(await says(dangling)).toContain('context moon names the cluster moon, which is not there');
    expect(await says(dangling, '--context', 'mars')).toContain('has no context mars; there are moon');
  });
});

describe('face-auth explain', () => {
  it('shows every rule and score of a cluster that fits', async () => {
    const { code, stdout } = await faceAuth(['explain', 'edge', '-f', request, '--facts', facts]);

    expect(stdout).toMatch(/^edge: chosen$/m);
    expect(stdout.match(/^ {2}pass {5}/gm)?.length).toBeGreaterThan(8);
    expect(stdout).toMatch(/ × weight \d+ = [\d.]+$/m);
    expect(code).toBe(0);
  });

  it('says what would help, and ends with 3, when it does not fit', async () => {
    const cordoned = folder.file('cordoned.json', factsText([{ ...edge, ingressClasses: { known: true, value: [] } }]));
    const { code, stdout } = await faceAuth(['explain', 'edge', '-f', request, '--facts', cordoned]);

    expect(stdout).toMatch(/^ {2}fail {5}Way in$/m);
    expect(stdout).toMatch(/^ +→ /m);
    expect(code).toBe(3);
  });
});

describe('face-auth facts', () => {
  it('saves what --facts reads', async () => {
    const saved = folder.file('saved.json', '');
    const { code, stderr } = await faceAuth(['facts', '--sim', 'factory:3', '--save', saved]);

    expect([code, stderr]).toEqual([0, `Facts of 3 clusters are in ${saved}\n`]);
    expect((await faceAuth(['plan', '-f', request, '--facts', saved, '-o', 'json'])).code).toBeLessThan(4);
  });
});

describe('face-auth request', () => {
  it('prints an example that can be planned as it is', async () => {
    const { stdout } = await faceAuth(['request', '--example']);
    const { code, stderr } = await faceAuth(['plan', '-f', folder.file('example.yaml', stdout), '--sim', 'retail:50']);

    expect(stderr).toBe('');
    expect([0, 3]).toContain(code);
  });
});

describe('a cluster that cannot be asked', () => {
  const kubeconfig = (name: string, server: string) =>
    folder.file(
      name,
      JSON.stringify({
        clusters: [{ name: 'moon', cluster: { server, 'insecure-skip-tls-verify': true } }],
        users: [{ name: 'me', user: { token: 'x' } }],
        contexts: [{ name: 'moon', context: { cluster: 'moon', user: 'me' } }],
        'current-context': 'moon',
      }),
    );

  it('ends with 4 and the reason, and is in the plan as unknown', async () => {
    const KUBECONFIG = kubeconfig('kubeconfig-refused', 'http://127.0.0.1:9');
    const { code, stdout, stderr } = await faceAuth(['plan', '-f', request], { KUBECONFIG });

    expect(stderr).toContain('face-auth: moon could not be asked: the connection is refused');
    expect(stdout).toMatch(/^moon +unknown/m);
    expect(code).toBe(4);
  });

  it('is given up after 10 seconds', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const KUBECONFIG = kubeconfig('kubeconfig-silent', `http://127.0.0.1:${port}`);
    const { code, stderr } = await faceAuth(['facts'], { KUBECONFIG });
    silent.close();

    expect(stderr).toContain('moon could not be asked: no answer within 10 seconds');
    expect(code).toBe(4);
  });
});

describe('a program for logging in that does not end', () => {
  it('holds nobody up for longer than 10 seconds', async () => {
    const KUBECONFIG = folder.file(
      'kubeconfig-exec',
      JSON.stringify({
        clusters: [{ name: 'moon', cluster: { server: 'http://127.0.0.1:9', 'insecure-skip-tls-verify': true } }],
        users: [
          {
            name: 'me',
            user: { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: '/bin/sleep', args: ['15'] } },
          },
        ],
        contexts: [{ name: 'moon', context: { cluster: 'moon', user: 'me' } }],
        'current-context': 'moon',
      }),
    );
    const { code, stderr } = await faceAuth(['facts'], { KUBECONFIG });

    expect(stderr).toContain('moon could not be asked: the credentials cannot be had: its program for logging in');
    expect(code).toBe(4);
  }, 30_000);
});

describe('delivery', () => {
  it('without helm ends with 5 and how to get it', async () => {
    const { code, stderr } = await faceAuth(['apply', '-f', request]);

    expect(stderr).toContain('helm is not on the PATH. Get helm 3 from https://helm.sh/docs/intro/install');
    expect(code).toBe(5);
  });

  it('with a helm that is not helm 3 says which it is', async () => {
    const helm4 = folder.file('helm4', '#!/bin/sh\necho v4.0.1+g1234567\n');
    chmodSync(helm4, 0o755);

    expect(await faceAuth(['status'], { FACE_AUTH_HELM: helm4 })).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('is helm v4.0.1+g1234567, not helm 3') as string,
    });
  });
});

it('the documentation has the exit codes that there are', async () => {
  const { EXIT } = await import('./exit-codes.ts');
  const page = new URL('../../docs/cli.md', import.meta.url);
  expect(existsSync(page)).toBe(true);

  const documented = [...readFileSync(page, 'utf8').matchAll(/^\| +`?(\d+)`? +\|/gm)].map(([, code]) => Number(code));
  expect(documented).toEqual(Object.values(EXIT));
});
