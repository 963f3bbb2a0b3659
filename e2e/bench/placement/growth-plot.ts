import type { Growth } from './measure-plans.ts';

const SIZE = { width: 720, height: 480 };
/** Drawing area, px. */
const PLOT = { left: 84, top: 56, width: 592, height: 344 };
const X = { from: 10, to: 10_000 };
const Y = { from: 0.1, to: 1000 };
const COLOURS = ['#1d5fbf', '#b3400e'];

export interface Curve {
  readonly name: string;
  readonly growth: readonly Growth[];
}

/** Time of a plan over the number of clusters as an SVG picture, both logarithmic; the dashed line grows linearly. */
export function growthPlot(curves: readonly Curve[], title: string): string {
  const right = PLOT.left + PLOT.width;
  const bottom = PLOT.top + PLOT.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="sans-serif" font-size="13">`,
    `<title>${title}</title>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<text x="${PLOT.left}" y="30" font-size="16" font-weight="bold">${title}</text>`,
    ...powersOfTen(X).map((value) => `<path d="M${x(value)} ${PLOT.top}V${bottom}" stroke="#ddd"/>`),
    ...powersOfTen(Y).map((value) => `<path d="M${PLOT.left} ${y(value)}H${right}" stroke="#ddd"/>`),
    ...powersOfTen(X).map(
      (value) => `<text x="${x(value)}" y="${bottom + 20}" text-anchor="middle">${value.toLocaleString('en')}</text>`,
    ),
    ...powersOfTen(Y).map(
      (value) =>
        `<text x="${PLOT.left - 8}" y="${y(value)}" dy=".35em" text-anchor="end">${value.toLocaleString('en')}</text>`,
    ),
    `<rect x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.width}" height="${PLOT.height}" fill="none" stroke="#444"/>`,
    `<path d="M${x(10)} ${y(1)}L${x(10_000)} ${y(1000)}" stroke="#888" stroke-dasharray="4 4"/>`,
    `<text x="${PLOT.left + PLOT.width / 2}" y="${bottom + 44}" text-anchor="middle">clusters of ten nodes</text>`,
    `<text transform="translate(24 ${PLOT.top + PLOT.height / 2}) rotate(-90)" text-anchor="middle">ms a plan</text>`,
    ...curves.flatMap(({ name, growth }, index) => curveLines(name, growth, index)),
    '</svg>',
    '',
  ].join('\n');
}

function curveLines(name: string, growth: readonly Growth[], index: number): string[] {
  const colour = COLOURS[index % COLOURS.length] ?? '#000';
  const points = growth.map(({ clusters, ms }) => `${x(clusters)} ${y(ms)}`);
  return [
    `<path d="M${points.join('L')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...growth.map(({ clusters, ms }) => `<circle cx="${x(clusters)}" cy="${y(ms)}" r="3.5" fill="${colour}"/>`),
    `<text x="${PLOT.left + 14}" y="${PLOT.top + 22 + 20 * index}" fill="${colour}">${name}</text>`,
  ];
}

const x = (value: number): number => round(PLOT.left + PLOT.width * shareOf(value, X));
const y = (value: number): number => round(PLOT.top + PLOT.height * (1 - shareOf(value, Y)));

/** What is beyond an axis is drawn on its end. */
function shareOf(value: number, { from, to }: { from: number; to: number }): number {
  const within = Math.min(to, Math.max(from, value));
  return Math.log10(within / from) / Math.log10(to / from);
}

function powersOfTen({ from, to }: { from: number; to: number }): number[] {
  const first = Math.round(Math.log10(from));
  const count = Math.round(Math.log10(to)) - first + 1;
  return Array.from({ length: count }, (_, index) => Number((10 ** (first + index)).toPrecision(1)));
}

const round = (value: number): number => Number(value.toFixed(1));
