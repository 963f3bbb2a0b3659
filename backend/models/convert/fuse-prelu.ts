import type { Constant, GraphModel, Operation } from '../graph-model/read-graph-model.ts';

/**
 * Turns the five operations in which MobileFaceNet's graph writes a PReLU into one:
 *
 *     relu(x) + c·(x − |x|)  =  x for x > 0, 2·c·x for x < 0
 *
 * that is a `Prelu` with the slopes 2·c. A graph without this pattern is returned as it is.
 */
export function fusePrelu({ operations, constants, outputs }: GraphModel): GraphModel {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const fused = new Set<string>();
  const slopes = new Map<string, Constant>();

  const rewritten = operations.map((operation) => {
    const found = findPrelu(operation, byName, constants);
    if (found === undefined) return operation;
    const { input, factor, parts } = found;
    const slope = `${operation.name}/slope`;
    slopes.set(slope, { shape: factor.shape, values: Float32Array.from(factor.values, (value) => 2 * value) });
    parts.forEach((part) => fused.add(part));
    return { name: operation.name, op: 'Prelu', inputs: [input, slope], attributes: {} };
  });
  return {
    operations: rewritten.filter(({ name }) => !fused.has(name)),
    constants: new Map([...constants, ...slopes]),
    outputs,
  };
}

function findPrelu(
  sum: Operation,
  byName: ReadonlyMap<string, Operation>,
  constants: ReadonlyMap<string, Constant>,
): { input: string; factor: Constant; parts: string[] } | undefined {
  const input = (operation: Operation | undefined, index: number, op: string): Operation | undefined => {
    const found = byName.get(operation?.inputs[index] ?? '');
    return found?.op === op ? found : undefined;
  };
  if (sum.op !== 'Add' && sum.op !== 'AddV2') return undefined;
  const relu = input(sum, 0, 'Relu');
  const product = input(sum, 1, 'Mul');
  const difference = input(product, 0, 'Sub');
  const magnitude = input(difference, 1, 'Abs');
  const factor = constants.get(product?.inputs[1] ?? '');
  const x = relu?.inputs[0];
  if (!relu || !product || !difference || !magnitude || !factor || x === undefined) return undefined;
  if (difference.inputs[0] !== x || magnitude.inputs[0] !== x) return undefined;
  return { input: x, factor, parts: [relu.name, product.name, difference.name, magnitude.name] };
}
