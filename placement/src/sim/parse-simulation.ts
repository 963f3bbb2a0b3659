import { SHAPE_NAMES, type ShapeName } from './shapes/index.ts';
import type { Simulation } from './simulate-fleet.ts';

const MOST_CLUSTERS = 100_000;
const DEFAULT_SEED = 1;

/** A simulation as it is written on the command line, or a sentence that says what is wrong with it. */
export type ParsedSimulation = { readonly simulation: Simulation } | { readonly error: string };

/** Reads `shape:clusters` or `shape:clusters:seed`, such as `factory:1000` or `retail:200:7`. */
export function parseSimulation(text: string): ParsedSimulation {
  const [shape = '', clusters = '', seed = String(DEFAULT_SEED), ...more] = text.split(':');
  const wanted = 'a simulated fleet is written shape:clusters or shape:clusters:seed, such as factory:1000';
  if (more.length > 0 || clusters === '') return { error: `"${text}": ${wanted}` };
  if (!isShape(shape)) return { error: `"${shape}" is no shape of a fleet: choose ${SHAPE_NAMES.join(', ')}` };
  if (!isWhole(clusters, 1, MOST_CLUSTERS)) {
    return { error: `"${clusters}" is no number of clusters: a whole number from 1 to ${MOST_CLUSTERS}` };
  }
  if (!isWhole(seed, 0, 2 ** 32 - 1)) return { error: `"${seed}" is no seed: a whole number from 0 to ${2 ** 32 - 1}` };
  return { simulation: { shape, clusters: Number(clusters), seed: Number(seed) } };
}

function isShape(text: string): text is ShapeName {
  return SHAPE_NAMES.some((name) => name === text);
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
}
