import type { Point } from '../../src/face/alignment/five-points.ts';
import {
  anyColour,
  clothPattern,
  faceSvg,
  line,
  paint,
  placeOf,
  type Colour,
  type Draw,
  type DrawnFace,
} from './face-canvas.ts';
import { between, pick, type Random } from './random.ts';

/** The outline of the face from one ear over the chin to the other, points of the mesh. */
const JAW = [
  234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454,
] as const;
const CHIN = 152;
/** Where a mask may end on the nose: from near the eyes to just above the tip. */
const NOSE = [197, 195, 5, 4] as const;
const [LEFT_CHEEK, RIGHT_CHEEK] = [117, 346];

/** A mask over nose, mouth and chin: medical in white or blue, black, grey, of patterned cloth, of the skin's own colour. */
export const drawMask: Draw = (face, random) => {
  const kind = pick(random, ['white', 'blue', 'black', 'grey', 'patterned', 'skin', 'any']);
  const base = maskColour(kind, face, random);
  const { outline, top, bottom } = maskOutline(face, random);
  const definitions =
    `<radialGradient id="round" cx="${between(random, 0.35, 0.65)}" cy="${between(random, 0.25, 0.45)}" r=".75">` +
    `<stop offset="0" stop-color="black" stop-opacity="0"/><stop offset="1" stop-color="black" stop-opacity="${between(random, 0.1, 0.45)}"/></radialGradient>` +
    (kind === 'patterned' ? clothPattern(random, base) : '');
  const body =
    `<path d="${outline}" fill="${kind === 'patterned' ? 'url(#cloth)' : paint(base)}"/><path d="${outline}" fill="url(#round)"/>` +
    pleats(random, base, top, bottom) +
    loops(face, paint(base));
  return faceSvg(face, body, definitions);
};

function maskColour(kind: string, { skin }: DrawnFace, random: Random): Colour {
  const grey = between(random, 80, 170);
  const shade = between(random, 0.8, 1.15);
  switch (kind) {
    case 'white':
      return anyColour(random, 200, 250);
    case 'blue':
      return [between(random, 90, 170), between(random, 150, 200), between(random, 190, 235)];
    case 'black':
      return anyColour(random, 8, 45);
    case 'grey':
      return [grey, grey, grey];
    case 'skin':
      return [skin[0] * shade, skin[1] * shade, skin[2] * shade];
    default:
      return anyColour(random, 20, 230);
  }
}

function maskOutline(face: DrawnFace, random: Random): { outline: string; top: number; bottom: number } {
  const nose = placeOf(face, pick(random, NOSE));
  const cheek = (point: number): Point => {
    const [x, y] = placeOf(face, point);
    return [x, 0.7 * nose[1] + 0.3 * y + between(random, -0.04, 0.04)];
  };
  const jaw = JAW.slice(random() < 0.5 ? 0 : 1).map((point): Point => {
    const [x, y] = placeOf(face, point);
    const wider = between(random, 1, 1.06);
    return [x * wider, y * wider];
  });
  const outline = `${line([nose, cheek(LEFT_CHEEK), ...jaw, cheek(RIGHT_CHEEK)])} Z`;
  return { outline, top: nose[1], bottom: placeOf(face, CHIN)[1] };
}

function pleats(random: Random, base: Colour, top: number, bottom: number): string {
  const count = pick(random, [0, 0, 2, 3, 4]);
  const folds = Array.from({ length: count }, (_, index) => {
    const y = top + 0.25 + ((bottom - top - 0.35) * (index + 1)) / (count + 1);
    return `<path d="M -.7 ${y - 0.05} Q 0 ${y + 0.08} .7 ${y - 0.05}" stroke="${paint(base, 0.7)}" stroke-width="${between(random, 0.012, 0.03)}" fill="none"/>`;
  });
  const seam = `<path d="M 0 ${top} V ${bottom - 0.1}" stroke="${paint(base, 0.65)}" stroke-width=".02"/>`;
  return folds.join('') + (random() < 0.4 ? seam : '');
}

function loops(face: DrawnFace, colour: string): string {
  return [
    [132, 234],
    [361, 454],
  ]
    .map(([from = 0, to = 0]) => {
      const [x, y] = placeOf(face, to);
      return `<path d="${line([placeOf(face, from), [x * 1.05, y - 0.1]])}" stroke="${colour}" stroke-width=".025" fill="none"/>`;
    })
    .join('');
}

/** A plain box over nose and mouth, as test sets draw a mask. */
export const drawBox: Draw = (face, random) => {
  const colour = pick<Colour>(random, [
    [0, 0, 0],
    [255, 255, 255],
    [200, 215, 230],
    [128, 128, 128],
    [150, 190, 220],
  ]);
  const top = placeOf(face, 5)[1] + between(random, -0.1, 0.2);
  const height = placeOf(face, CHIN)[1] + between(random, -0.1, 0.2) - top;
  const half = between(random, 0.6, 1);
  const round = between(random, 0, 0.3);
  return faceSvg(
    face,
    `<rect x="${-half}" y="${top}" width="${2 * half}" height="${height}" rx="${round}" fill="${paint(colour)}"/>`,
  );
};

/** A scarf or a veil from the nose down, beyond the chin, in folds. */
export const drawScarf: Draw = (face, random) => {
  const base = anyColour(random, 10, 220);
  const top = placeOf(face, pick(random, [4, 1, 2]))[1];
  const upper = `M -1.5 ${top - between(random, 0, 0.2)} Q 0 ${top + between(random, -0.1, 0.25)} 1.5 ${top - between(random, 0, 0.2)}`;
  const folds = Array.from({ length: 5 }, (_, index) => {
    const y = top + 0.2 + 0.3 * index;
    return (
      `<path d="M -1.5 ${y + between(random, -0.1, 0.1)} Q ${between(random, -0.5, 0.5)} ${y + 0.2} 1.5 ${y - 0.1}" ` +
      `stroke="${paint(base, between(random, 0.5, 1.3))}" stroke-width="${between(random, 0.02, 0.08)}" fill="none"/>`
    );
  });
  const fill = random() < 0.5 ? 'url(#cloth)' : paint(base);
  return faceSvg(
    face,
    `<path d="${upper} L 1.8 ${top + 2.5} H -1.8 Z" fill="${fill}"/>${folds.join('')}`,
    clothPattern(random, base),
  );
};
