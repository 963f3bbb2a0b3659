import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { node24, root } from './paths.mjs';
import { readOutput, run } from './run.mjs';

/**
 * A part of a test run and how many of its tests passed, failed or were skipped.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ name: string, run: () => Promise<Counts> }} Part
 */

const ARTEFACTS = path.join(root, 'e2e', 'artefacts');
const FAILED = { passed: 0, failed: 1, skipped: 0 };

const log = (line) => console.log(`\n=== ${line}`);

/** A part made of commands of which each must end with 0; counts as one test. */
export function commands(name, ...lines) {
  return {
    name,
    async run() {
      for (const [program, ...args] of lines) if ((await run(program, args)) !== 0) return FAILED;
      return { passed: 1, failed: 0, skipped: 0 };
    },
  };
}

/** Reads a reporter's JSON file; a runner that wrote none counts as one failure. */
function countsFrom(file, code, count) {
  if (!existsSync(file)) return FAILED;
  const counts = count(JSON.parse(readFileSync(file, 'utf8')));
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** A part that vitest runs. */
export function vitest(name, args = []) {
  return {
    name,
    async run() {
      const file = path.join(ARTEFACTS, 'vitest.json');
      rmSync(file, { force: true });
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      const code = await run('vitest', ['run', ...reporters, ...args]);
      return countsFrom(file, code, (report) => ({
        passed: report.numPassedTests,
        failed:
          report.numFailedTests +
          report.testResults.filter(
            ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
          ).length,
        skipped: report.numPendingTests + report.numTodoTests,
      }));
    },
  };
}

/** A part that Playwright runs: one project of e2e/playwright.config.ts. */
export function playwright(name, project, env = {}) {
  return {
    name,
    async run() {
      const file = path.join(ARTEFACTS, `playwright-${project}.json`);
      rmSync(file, { force: true });
      const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
      const args = ['test', '-c', 'e2e/playwright.config.ts', '--project', project, '--reporter=list,json'];
      const code = await run(node24, [cli, ...args], { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } });
      return countsFrom(file, code, ({ stats }) => ({
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky,
        skipped: stats.skipped,
      }));
    },
  };
}

/** The planner beside the scheduler of the cluster that KUBECONFIG names; every case counts as a test. */
export function schedulerConformance(name, cases) {
  return {
    name,
    async run() {
      const args = ['e2e/conformance/main.ts', '--cases', String(cases), '--json'];
      const { code, output } = await readOutput(node24, args);
      if (code !== 0 && output === '') return FAILED;
      const { agree, disagreements } = JSON.parse(output);
      return { passed: agree, failed: disagreements.length, skipped: 0 };
    },
  };
}

/**
 * Runs the parts one after the other, all of them also after a failure, prints what ran
 * and closes with the line `N passed, N failed`.
 * @param {readonly Part[]} parts
 * @param {{ skippable?: string }} [options] why tests may be skipped on this machine; without it a skipped test is a failure
 * @returns {Promise<number>} exit code
 */
export async function runParts(parts, { skippable } = {}) {
  mkdirSync(ARTEFACTS, { recursive: true });
  const rows = [];
  for (const part of parts) {
    log(part.name);
    const began = performance.now();
    const counts = await part.run().catch((error) => {
      console.error(error.message);
      return FAILED;
    });
    rows.push({ part: part.name, ...counts, seconds: Math.round((performance.now() - began) / 1000) });
  }

  log('What ran');
  console.table(rows);
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  if (total.skipped > 0 && skippable === undefined) {
    console.error(`${total.skipped} tests were skipped that could have run here: that counts as a failure.`);
    total.failed += total.skipped;
  } else if (total.skipped > 0) {
    console.log(`${total.skipped} tests were skipped: ${skippable}.`);
  }
  if (process.env.FACE_AUTH_RESULTS) writeFileSync(process.env.FACE_AUTH_RESULTS, JSON.stringify(total));
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}
