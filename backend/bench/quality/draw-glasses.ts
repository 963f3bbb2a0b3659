import { anyColour, faceSvg, paint, placeOf, type Colour, type Draw, type DrawnFace } from './face-canvas.ts';
import { between, pick, type Random } from './random.ts';

/** Points of the mesh before the ears. */
const TEMPLES = [234, 454] as const;

/** A straight bar over both eyes, from temple to temple, as pictures are made anonymous. */
export const drawBar: Draw = (face, random) => {
  const reach = Math.max(between(random, 0.95, 1.25), ...TEMPLES.map((point) => Math.abs(placeOf(face, point)[0])));
  const height = between(random, 0.4, 0.84);
  const y = between(random, -0.08, 0.08) - height / 2;
  const colour = random() < 0.6 ? ([0, 0, 0] as const) : anyColour(random, 0, 90);
  return faceSvg(
    face,
    `<rect x="${-reach}" y="${y}" width="${2 * reach}" height="${height}" fill="${paint(colour)}"/>`,
  );
};

type Shape = 'round' | 'aviator' | 'trapezoid' | 'narrow' | 'rectangle';
const SHAPES = ['round', 'aviator', 'trapezoid', 'narrow', 'rectangle'] as const;
const HALF_HEIGHT: Readonly<Record<Shape, readonly [number, number]>> = {
  round: [0.34, 0.44],
  aviator: [0.3, 0.4],
  trapezoid: [0.27, 0.38],
  narrow: [0.24, 0.3],
  rectangle: [0.26, 0.36],
};
const TINTS: readonly [Colour, ...Colour[]] = [
  [12, 12, 14],
  [25, 25, 28],
  [45, 45, 50],
  [50, 32, 20],
  [70, 45, 25],
  [30, 45, 35],
  [25, 30, 60],
  [60, 60, 65],
  [80, 55, 60],
  [90, 30, 20],
];
const FRAMES: readonly [Colour, ...Colour[]] = [
  [10, 10, 10],
  [40, 25, 15],
  [150, 130, 70],
  [170, 170, 175],
  [120, 20, 20],
];

/** The outline of the right lens about its middle: w and h are half its width and height. */
function lens(shape: Shape, w: number, h: number): string {
  switch (shape) {
    case 'round':
      return `M ${-w} 0 A ${w} ${h} 0 1 1 ${w} 0 A ${w} ${h} 0 1 1 ${-w} 0 Z`;
    case 'aviator':
      return `M ${-w} ${-h * 0.75} Q 0 ${-h * 1.1} ${w} ${-h * 0.75} Q ${w * 1.05} ${h * 0.5} ${w * 0.2} ${h * 1.15} Q ${-w * 0.95} ${h * 1.1} ${-w} ${-h * 0.75} Z`;
    case 'trapezoid':
      return `M ${-w} ${-h} L ${w} ${-h} Q ${w * 0.95} ${h * 0.6} ${w * 0.6} ${h} L ${-w * 0.5} ${h} Q ${-w * 0.9} ${h * 0.7} ${-w} ${-h} Z`;
    case 'narrow':
      return `M ${-w} ${-h * 0.3} Q 0 ${-h * 0.9} ${w} ${-h * 0.5} Q ${w} ${h * 0.6} 0 ${h * 0.7} Q ${-w} ${h * 0.7} ${-w} ${-h * 0.3} Z`;
    case 'rectangle':
      return `M ${-w} ${-h * 0.8} Q ${-w} ${-h} ${-w * 0.8} ${-h} L ${w * 0.8} ${-h} Q ${w} ${-h} ${w} ${-h * 0.8} L ${w} ${h * 0.8} Q ${w} ${h} ${w * 0.8} ${h} L ${-w * 0.8} ${h} Q ${-w} ${h} ${-w} ${h * 0.8} Z`;
  }
}

/** Dark glasses: five shapes or a single shield; even, fading, mirroring, with a glint or with what is around reflected in them. */
export const drawSunglasses: Draw = (face, random) => {
  const tint = pick(random, TINTS);
  const look = pick(random, ['even', 'even', 'fading', 'mirroring', 'glint', 'reflecting', 'reflecting']);
  const frame = paint(pick(random, FRAMES));
  const upper = look === 'mirroring' ? anyColour(random, 120, 225) : tint;
  const lower = paint(tint, look === 'fading' ? between(random, 1.4, 2.6) : between(random, 0.8, 1.3));
  const definitions =
    `<linearGradient id="tint" x1="0" y1="0" x2="${between(random, -0.3, 0.3)}" y2="1"><stop offset="0" stop-color="${paint(upper)}"/>` +
    `<stop offset="${between(random, 0.4, 0.8)}" stop-color="${paint(tint)}"/><stop offset="1" stop-color="${lower}"/></linearGradient>` +
    reflection(random);
  const fill = `fill="url(#tint)" fill-opacity="${between(random, 0.82, 1)}" stroke="${frame}"`;
  const y = between(random, -0.02, 0.1);
  if (random() < 0.15) return faceSvg(face, shield(random, y, fill), definitions);

  const shape = pick(random, SHAPES);
  const [w, h] = [between(random, 0.36, 0.47), between(random, ...HALF_HEIGHT[shape])];
  const outline = lens(shape, w, h);
  const thickness = between(random, 0.02, 0.07);
  const glint = `<path d="M ${-w * 0.6} ${-h * 0.6} h ${w * 0.4} L ${-w * 0.55} ${h * 0.5} Z" fill="white" fill-opacity="${between(random, 0.25, 0.8)}"/>`;
  const mirrored = `<path d="${outline}" fill="url(#around)" fill-opacity="${between(random, 0.3, 0.9)}"/>`;
  const extra = look === 'glint' ? glint : look === 'reflecting' ? mirrored : '';
  const body = pair(`<path d="${outline}" ${fill} stroke-width="${thickness}"/>${extra}`, y);
  return faceSvg(face, body + rims(face, y, h, frame, thickness), definitions);
};

/** Glasses for seeing better, sometimes with a little glare: through them the eyes are seen. */
export const drawClearGlasses: Draw = (face, random) => {
  const shape = pick(random, SHAPES);
  const [w, h] = [between(random, 0.34, 0.44), between(random, 0.2, 0.36)];
  const frame = paint(pick(random, FRAMES));
  const thickness = between(random, 0.015, 0.06);
  const y = between(random, 0, 0.1);
  const glare =
    random() < 0.3
      ? `<path d="M ${-w * 0.6} ${-h * 0.6} h ${w * 0.4} L ${-w * 0.55} ${h * 0.5} Z" fill="white" fill-opacity="${between(random, 0.1, 0.4)}"/>`
      : '';
  const glass = `<path d="${lens(shape, w, h)}" fill="${pick(random, ['white', 'grey', 'black'])}" fill-opacity="${between(random, 0, 0.12)}" stroke="${frame}" stroke-width="${thickness}"/>`;
  return faceSvg(face, pair(glass + glare, y) + rims(face, y, h, frame, thickness));
};

/** Both lenses from the right one. */
function pair(right: string, y: number): string {
  return [-1, 1].map((side) => `<g transform="translate(${side * 0.51} ${y}) scale(${side} 1)">${right}</g>`).join('');
}

/** The bridge and the arms. */
function rims(face: DrawnFace, y: number, h: number, frame: string, thickness: number): string {
  const [left, right] = TEMPLES.map((point) => Math.abs(placeOf(face, point)[0]));
  return (
    `<path d="M -.12 ${y - h * 0.35} Q 0 ${y - h * 0.6} .12 ${y - h * 0.35} M -.93 ${y - h * 0.5} L ${-(left ?? 1)} ${y - h * 0.4} ` +
    `M .93 ${y - h * 0.5} L ${right ?? 1} ${y - h * 0.4}" fill="none" stroke="${frame}" stroke-width="${thickness}"/>`
  );
}

function shield(random: Random, y: number, fill: string): string {
  const h = between(random, 0.25, 0.36);
  return (
    `<path d="M -1.02 ${-h} Q 0 ${-h * 1.2} 1.02 ${-h} L .98 ${h * 0.7} Q .5 ${h * 1.1} .18 ${h * 0.7} Q 0 ${h * 0.2} -.18 ${h * 0.7} ` +
    `Q -.5 ${h * 1.1} -.98 ${h * 0.7} Z" transform="translate(0 ${y})" ${fill} stroke-width="${between(random, 0, 0.05)}"/>`
  );
}

/** Bright and dark shapes with the id `around`, as a curved lens reflects a street. */
function reflection(random: Random): string {
  const spots = Array.from({ length: 6 }, () => {
    const [x, y] = [between(random, -0.1, 0.8), between(random, -0.1, 0.7)];
    const [w, h] = [between(random, 0.08, 0.4), between(random, 0.03, 0.25)];
    const turn = between(random, -40, 40);
    const colour = paint(anyColour(random, 0, 250));
    return `<ellipse cx="${x}" cy="${y}" rx="${w / 2}" ry="${h / 2}" transform="rotate(${turn} ${x} ${y})" fill="${colour}" fill-opacity="${between(random, 0.3, 0.9)}"/>`;
  });
  return `<pattern id="around" x="-.45" y="-.4" width=".8" height=".7" patternUnits="userSpaceOnUse">${spots.join('')}</pattern>`;
}
