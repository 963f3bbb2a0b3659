import type { CoverWeights } from '../../src/face/signs/cover.ts';

export interface Example {
  readonly values: Float32Array;
  readonly isCovered: boolean;
}

const ROUNDS = 250;
const MOMENTUM = 0.9;
/** The pull of the weights towards 0. */
const RIDGE = 0.003;

/**
 * Learns weights and a bias with which `1 / (1 + exp(−(bias + Σ weight·value)))` tells the covered from the bare, both counting alike
 * however many there are: gradient descent with momentum on the cross-entropy, over values brought to mean 0 and deviation 1.
 */
export function fitLogistic(examples: readonly Example[]): CoverWeights {
  const length = examples[0]?.values.length ?? 0;
  const { mean, deviation } = statistics(examples, length);
  const inputs = examples.map(({ values }) => values.map((value, k) => (value - at(mean, k)) / at(deviation, k)));
  const shares = shareOfEach(examples);
  const rate = 8 / length;
  const weights = new Float64Array(length);
  const speeds = new Float64Array(length);
  let [bias, biasSpeed] = [0, 0];

  for (let round = 0; round < ROUNDS; round++) {
    const slope = new Float64Array(length);
    let biasSlope = 0;
    inputs.forEach((input, index) => {
      let score = bias;
      for (let k = 0; k < length; k++) score += at(weights, k) * at(input, k);
      const error = (1 / (1 + Math.exp(-score)) - (examples[index]?.isCovered === true ? 1 : 0)) * (shares[index] ?? 0);
      biasSlope += error;
      for (let k = 0; k < length; k++) slope[k] = at(slope, k) + error * at(input, k);
    });
    for (let k = 0; k < length; k++) {
      speeds[k] = MOMENTUM * at(speeds, k) - rate * (at(slope, k) + RIDGE * at(weights, k));
      weights[k] = at(weights, k) + at(speeds, k);
    }
    biasSpeed = MOMENTUM * biasSpeed - rate * biasSlope;
    bias += biasSpeed;
  }
  const unscaled = Array.from(weights, (weight, k) => weight / at(deviation, k));
  return { bias: unscaled.reduce((sum, weight, k) => sum - weight * at(mean, k), bias), weights: unscaled };
}

function statistics(examples: readonly Example[], length: number) {
  const mean = new Float64Array(length);
  const deviation = new Float64Array(length);
  for (const { values } of examples) values.forEach((value, k) => (mean[k] = at(mean, k) + value / examples.length));
  for (const { values } of examples) {
    values.forEach((value, k) => (deviation[k] = at(deviation, k) + (value - at(mean, k)) ** 2 / examples.length));
  }
  return { mean, deviation: deviation.map((square) => Math.sqrt(square) + 1e-3) };
}

/** Covered and bare examples add up to half of the whole each. */
function shareOfEach(examples: readonly Example[]): number[] {
  const covered = examples.filter(({ isCovered }) => isCovered).length;
  return examples.map(({ isCovered }) => 0.5 / (isCovered ? covered : examples.length - covered));
}

function at(numbers: Float64Array | Float32Array, index: number): number {
  return numbers[index] ?? NaN;
}
