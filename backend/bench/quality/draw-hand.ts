import { faceSvg, paint, placeOf, type Draw, type DrawnFace } from './face-canvas.ts';
import { between, pick, type Random } from './random.ts';

/** A hand from the side over both eyes. */
export const drawHandOverEyes: Draw = (face, random) => {
  const side = pick(random, [-1, 1]);
  const { definitions, body } = hand(face, random, { count: pick(random, [3, 4]), length: between(random, 2, 2.5) });
  const place = `translate(${-side * between(random, 1.1, 1.3)} ${between(random, -0.1, 0.15)}) rotate(${between(random, -12, 12)})`;
  return faceSvg(face, `<g transform="${place} scale(${side} 1)">${body}</g>`, definitions);
};

/** A hand from the side or from below over mouth and nose. */
export const drawHandOverMouth: Draw = (face, random) => {
  const side = pick(random, [-1, 1]);
  const y = (placeOf(face, 13)[1] + placeOf(face, 2)[1]) / 2 + between(random, -0.05, 0.25);
  const { definitions, body } = hand(face, random, { count: 4, length: between(random, 1.3, 2) });
  const fromSide = `translate(${-side * between(random, 0.8, 1)} ${y}) rotate(${side * between(random, -30, 10)}) scale(${side} 1)`;
  const fromBelow = `translate(${between(random, -0.2, 0.2)} ${y + between(random, 0.9, 1.1)}) rotate(${-90 + between(random, -25, 25)}) scale(1 ${side})`;
  return faceSvg(face, `<g transform="${pick(random, [fromSide, fromBelow])}">${body}</g>`, definitions);
};

interface HandShape {
  /** Fingers side by side. */
  readonly count: number;
  readonly length: number;
}

/** Fingers that point to the right, with shade between them, joints and nails, and the back of the hand at their left. */
function hand({ skin }: DrawnFace, random: Random, { count, length }: HandShape) {
  const thickness = between(random, 0.2, 0.3);
  const tone = between(random, 0.85, 1.1);
  const stops = [0.78, 1.04, 0.98, 0.68].map(
    (shade, index) => `<stop offset="${[0, 0.35, 0.75, 1][index]}" stop-color="${paint(skin, tone * shade)}"/>`,
  );
  const definitions = `<linearGradient id="finger" x1="0" y1="0" x2="0" y2="1">${stops.join('')}</linearGradient>`;
  const fingers = Array.from({ length: count }, (_, index) => {
    const reach = length * (1 - 0.12 * Math.abs(index - (count - 1) / 2) * between(random, 0.5, 1.3));
    const y = (index - count / 2) * thickness;
    const finger = `<rect x="0" y="${y}" width="${reach}" height="${thickness * 1.02}" rx="${thickness * 0.48}" fill="url(#finger)"/>`;
    const joint = `<path d="M ${reach * 0.5} ${y + thickness * 0.15} q ${thickness * 0.1} ${thickness * 0.3} 0 ${thickness * 0.6}" stroke="${paint(skin, tone * 0.6)}" stroke-width=".012" fill="none"/>`;
    const nail = `<ellipse cx="${reach - thickness * 0.35}" cy="${y + thickness / 2}" rx="${thickness * 0.22}" ry="${thickness * 0.28}" fill="${paint(skin, tone * 1.12)}"/>`;
    return finger + (random() < 0.7 ? joint + nail : '');
  });
  const back = `<ellipse cx="${-thickness * 0.6}" cy="0" rx="${thickness * 2.2}" ry="${thickness * count * 0.54}" fill="${paint(skin, tone)}"/>`;
  return { definitions, body: fingers.join('') + back };
}
