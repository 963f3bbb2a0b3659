import { REPORTED_RATES } from './error-rates.ts';
import type { Evaluation } from './evaluate-people.ts';

/** Drawing area in the picture of `SIZE`, px. */
const PLOT = { left: 84, top: 56, width: 592, height: 424 };
const SIZE = { width: 720, height: 560 };
/** Both axes are logarithmic: the interesting false match rates differ by powers of ten. */
const X = { from: 1e-6, to: 1 };
const Y = { from: 1e-4, to: 1 };
/** Of a threshold, px. */
const LABEL_WIDTH = 170;
const CURVE_COLOUR = '#1d5fbf';
const SHIPPED_COLOUR = '#b3400e';

/**
 * The trade-off between both errors (ISO/IEC 19795-1: DET curve) as an SVG picture: false matches to the right, false non-matches
 * upwards, both logarithmic. Dots are the reported rates, diamonds the thresholds in use.
 */
export function detCurve(evaluation: Evaluation, title: string): string {
  const { enrolled, shown, genuinePairs, impostorPairs } = evaluation;
  const count = (value: number): string => value.toLocaleString('en');
  const about = `${enrolled} enrolled, ${shown} shown: ${count(genuinePairs)} genuine, ${count(impostorPairs)} impostor comparisons`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="sans-serif" font-size="13">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="${PLOT.left}" y="24" font-size="16" font-weight="bold">${escaped(title)}</text>`,
    `<text x="${PLOT.left}" y="44" fill="#444">${escaped(about)}</text>`,
    ...grid(),
    `<path d="${line(evaluation)}" fill="none" stroke="${CURVE_COLOUR}" stroke-width="2" stroke-linejoin="round"/>`,
    ...dots(evaluation),
    ...diamonds(evaluation),
    '</svg>',
    '',
  ].join('\n');
}

function grid(): string[] {
  const right = PLOT.left + PLOT.width;
  const bottom = PLOT.top + PLOT.height;
  const middle = { x: PLOT.left + PLOT.width / 2, y: PLOT.top + PLOT.height / 2 };
  return [
    ...powersOfTen(X).map((rate) => `<path d="M${x(rate)} ${PLOT.top}V${bottom}" stroke="#ddd"/>`),
    ...powersOfTen(Y).map((rate) => `<path d="M${PLOT.left} ${y(rate)}H${right}" stroke="#ddd"/>`),
    ...powersOfTen(X).map(
      (rate) => `<text x="${x(rate)}" y="${bottom + 20}" text-anchor="middle">${label(rate)}</text>`,
    ),
    ...powersOfTen(Y).map(
      (rate) => `<text x="${PLOT.left - 8}" y="${y(rate)}" dy=".35em" text-anchor="end">${label(rate)}</text>`,
    ),
    `<rect x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.width}" height="${PLOT.height}" fill="none" stroke="#444"/>`,
    `<path d="M${x(Y.from)} ${bottom}L${right} ${PLOT.top}" stroke="#888" stroke-dasharray="4 4"/>`,
    `<text x="${x(0.25)}" y="${y(0.25)}" dx="-8" text-anchor="end" fill="#666">equal errors</text>`,
    `<text x="${middle.x}" y="${bottom + 46}" text-anchor="middle">false match rate (strangers accepted)</text>`,
    `<text transform="translate(22 ${middle.y}) rotate(-90)" text-anchor="middle">false non-match rate (right people refused)</text>`,
  ];
}

/** Corners of the curve; the ones that would lie within half a pixel of the last are left out. */
function line({ curve }: Evaluation): string {
  const points: string[] = [];
  let [lastX, lastY] = [NaN, NaN];
  for (let bin = curve.fmr.length - 1; bin >= 0; bin--) {
    const [fmr, fnmr] = [curve.fmr[bin] ?? 0, curve.fnmr[bin] ?? 0];
    if (!(fmr > 0) || !(fnmr > 0)) continue;
    const [atX, atY] = [x(fmr), y(fnmr)];
    if (Math.abs(atX - lastX) < 0.5 && Math.abs(atY - lastY) < 0.5) continue;
    points.push(`${points.length === 0 ? 'M' : 'L'}${atX} ${atY}`);
    [lastX, lastY] = [atX, atY];
  }
  return points.join('');
}

function dots({ tar }: Evaluation): string[] {
  return REPORTED_RATES.flatMap((rate) => {
    const { value } = tar[rate];
    if (value === null) return [];
    const [atX, atY] = [x(Number(rate)), y(1 - value)];
    return [
      `<circle cx="${atX}" cy="${atY}" r="4" fill="${CURVE_COLOUR}"/>`,
      `<text x="${atX + 8}" y="${atY - 8}" fill="${CURVE_COLOUR}">${(100 * value).toFixed(2)} % accepted</text>`,
    ];
  });
}

function diamonds({ atShipped }: Evaluation): string[] {
  return atShipped.flatMap(({ rate, threshold, fmr, fnmr }) => {
    if (fmr.value === null || fnmr.value === null) return [];
    const [atX, atY] = [x(fmr.value), y(fnmr.value)];
    // Below the curve to the left nothing else is written.
    const isRoomLeft = atX > PLOT.left + LABEL_WIDTH;
    return [
      `<path d="M${atX} ${atY - 6}l6 6l-6 6l-6 -6z" fill="${SHIPPED_COLOUR}"/>`,
      `<text x="${isRoomLeft ? atX - 9 : atX + 9}" y="${isRoomLeft ? atY + 18 : atY - 8}" fill="${SHIPPED_COLOUR}"${isRoomLeft ? ' text-anchor="end"' : ''}>threshold ${threshold} for ${rate}</text>`,
    ];
  });
}

/** Where a rate lies; what is beyond an axis is drawn on its end. */
const x = (rate: number): number => round(PLOT.left + PLOT.width * shareOf(rate, X));
const y = (rate: number): number => round(PLOT.top + PLOT.height * (1 - shareOf(rate, Y)));

function shareOf(rate: number, axis: { from: number; to: number }): number {
  const within = Math.min(axis.to, Math.max(axis.from, rate));
  return Math.log10(within / axis.from) / Math.log10(axis.to / axis.from);
}

function powersOfTen({ from, to }: { from: number; to: number }): number[] {
  const first = Math.round(Math.log10(from));
  const count = Math.round(Math.log10(to)) - first + 1;
  return Array.from({ length: count }, (_, index) => 10 ** (first + index));
}

function label(rate: number): string {
  return rate >= 0.01
    ? `${Math.round(100 * rate)} %`
    : `10<tspan dy="-5" font-size="10">${Math.round(Math.log10(rate))}</tspan>`;
}

const round = (value: number): number => Number(value.toFixed(1));

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
}
