import { fivePoints, type Point } from '../../src/face/alignment/five-points.ts';
import { between, pick, type Random } from './random.ts';

/** Red, green and blue, 0..255. */
export type Colour = readonly [number, number, number];

/** The face that something is drawn before. */
export interface DrawnFace {
  readonly width: number;
  readonly height: number;
  /** 468 points, each x, y, z, in pixels of the picture. */
  readonly mesh: Float32Array;
  readonly skin: Colour;
}

/** Draws something before a face: an SVG of the picture's size, see-through elsewhere. */
export type Draw = (face: DrawnFace, random: Random) => string;

/** An SVG whose unit is the distance of the eyes, whose origin lies between them and whose x axis runs through both. */
export function faceSvg(face: DrawnFace, body: string, definitions = ''): string {
  const { middle, x, y } = axes(face);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${face.width}" height="${face.height}"><defs>${definitions}</defs>` +
    `<g transform="matrix(${x},${y},${-y},${x},${middle[0]},${middle[1]})">${body}</g></svg>`
  );
}

/** Where a point of the mesh lies in the units of `faceSvg`. */
export function placeOf(face: DrawnFace, point: number): Point {
  const { middle, x, y } = axes(face);
  const [right, down] = [(face.mesh[3 * point] ?? NaN) - middle[0], (face.mesh[3 * point + 1] ?? NaN) - middle[1]];
  const squared = x * x + y * y;
  return [(right * x + down * y) / squared, (down * x - right * y) / squared];
}

function axes({ mesh }: DrawnFace): { readonly middle: Point; readonly x: number; readonly y: number } {
  const [left, right] = fivePoints(mesh);
  return {
    middle: [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2],
    x: right[0] - left[0],
    y: right[1] - left[1],
  };
}

/** An SVG colour; the factor makes it lighter or darker. */
export function paint(colour: Colour, factor = 1): string {
  return `rgb(${colour.map((value) => Math.max(0, Math.min(255, Math.round(value * factor)))).join(',')})`;
}

export function anyColour(random: Random, least = 0, most = 255): Colour {
  return [between(random, least, most), between(random, least, most), between(random, least, most)];
}

export function line(points: readonly Point[]): string {
  return `M ${points.map((point) => point.join(' ')).join(' L ')}`;
}

/** A cloth's pattern with the id `cloth`. */
export function clothPattern(random: Random, base: Colour): string {
  const other = paint(anyColour(random));
  const size = between(random, 0.08, 0.25);
  const figure = pick(random, [
    `<rect width="1" height="${between(random, 0.2, 0.6)}" fill="${other}"/>`,
    `<circle cx=".5" cy=".5" r="${between(random, 0.2, 0.4)}" fill="${other}"/>`,
    `<rect width=".5" height=".5" fill="${other}"/><rect x=".5" y=".5" width=".5" height=".5" fill="${other}"/>`,
    `<path d="M .1 .2 Q .5 0 .6 .4 T .9 .8 Q .4 .9 .3 .6 Z" fill="${other}"/>`,
  ]);
  return (
    `<pattern id="cloth" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(${between(random, 0, 90)})">` +
    `<g transform="scale(${size})"><rect width="1" height="1" fill="${paint(base)}"/>${figure}</g></pattern>`
  );
}
