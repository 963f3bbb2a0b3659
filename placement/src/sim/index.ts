export { type ParsedSimulation, parseSimulation } from './parse-simulation.ts';
export { type Random, seededRandom } from './random.ts';
export { SHAPE_NAMES, type ShapeName } from './shapes/index.ts';
export { type Simulation, simulateFleet } from './simulate-fleet.ts';
