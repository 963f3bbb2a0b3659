import type { ClusterPlan, Contribution, NamedVerdict } from '@face-auth/placement';
import { sentence } from './plan-tables.ts';
import { wrap } from './table.ts';
import type { Colour, Terminal } from './terminal.ts';

const SIGNS: Readonly<Record<NamedVerdict['state'], readonly [string, Colour]>> = {
  pass: ['pass   ', 'green'],
  fail: ['fail   ', 'red'],
  unknown: ['unknown', 'yellow'],
};

/** All that the planner has to say of one cluster: every rule with its reason and what would help, every score with its numbers. */
export function explainText(cluster: ClusterPlan, terminal: Terminal): string {
  const { name, chosen, standing, because, sizing, verdicts, scores, total } = cluster;
  const indented = (text: string, by: number): string[] =>
    wrap(text, terminal.width - by).map((line) => ' '.repeat(by) + line);
  const score = ({ title, value, weight, formula, because: numbers }: Contribution): string[] => [
    `  ${title}: ${round(value)} × weight ${weight} = ${round(value * weight)}`,
    ...indented(formula, 11),
    ...indented(`here: ${numbers}`, 11),
  ];
  return [
    terminal.colour('bold', `${name}: ${chosen ? 'chosen' : standing}`),
    ...indented(sentence(because), 2),
    ...indented(sentence(sizing.because), 2),
    '',
    terminal.colour('bold', 'Rules'),
    ...verdicts.flatMap((verdict) => {
      const [sign, colour] = SIGNS[verdict.state];
      return [
        `  ${terminal.colour(colour, sign)}  ${verdict.title}`,
        ...indented(verdict.reason, 11),
        ...(verdict.state === 'pass' ? [] : indented(`→ ${verdict.remedy.text}`, 11)),
      ];
    }),
    ...(scores.length > 0
      ? ['', terminal.colour('bold', 'Scores'), ...scores.flatMap(score), `  Total: ${round(total)}`]
      : []),
  ].join('\n');
}

const round = (value: number): string => String(Math.round(value * 10) / 10);
