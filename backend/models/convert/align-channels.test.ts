import { describe, expect, it } from 'vitest';
import { attributes, constant, convertAndRun, graphOf, integers } from '../testing.ts';
import { alignChannels } from './align-channels.ts';

const VALID = attributes({ strides: [1, 1, 1, 1], padding: 'VALID', fused_ops: ['BiasAdd', 'Relu'] });
const DEPTHWISE = attributes({ strides: [1, 1, 1, 1], padding: 'VALID' });
/** 1 → 24 → 24 channels, then 8 more, then 2 that are counted: the shapes of blazeface in small. */
const graph = () =>
  graphOf(
    {
      widen: constant([1, 1, 1, 24], Array(24).fill(2)),
      bias: constant([24], Array(24).fill(1)),
      each: constant([1, 1, 24, 1], Array(24).fill(3)),
      more: integers(0, 0, 0, 0, 0, 0, 0, 24),
      slope: constant([1, 1, 24], Array(24).fill(0.5)),
      head: constant([1, 1, 48, 2], Array(96).fill(1)),
      headBias: constant([2], [0, 100]),
      flat: integers(1, 2),
    },
    { name: 'wide', op: '_FusedConv2D', inputs: ['x', 'widen', 'bias'], attributes: VALID },
    { name: 'depthwise', op: 'DepthwiseConv2dNative', inputs: ['wide', 'each'], attributes: DEPTHWISE },
    { name: 'sloped', op: 'Prelu', inputs: ['depthwise', 'slope'] },
    { name: 'padded', op: 'Pad', inputs: ['sloped', 'more'] },
    { name: 'small', op: '_FusedConv2D', inputs: ['padded', 'head', 'headBias'], attributes: VALID },
    { name: 'certain', op: 'Identity', inputs: ['small'] },
    { name: 'counted', op: 'Reshape', inputs: ['certain', 'flat'] },
  );
/** The shapes of each operation's constants. */
const shapes = ({ operations, constants }: ReturnType<typeof graph>): Record<string, (readonly number[])[]> =>
  Object.fromEntries(
    operations.map(({ name, inputs }) => [name, inputs.flatMap((input) => [constants.get(input)?.shape ?? []])]),
  );

describe('alignChannels', () => {
  it('fills filters, biases and slopes up to the next multiple of 16', () => {
    expect(shapes(alignChannels(graph()))).toMatchObject({
      wide: [[], [1, 1, 1, 32], [32]],
      depthwise: [[], [1, 1, 32, 1]],
      sloped: [[], [1, 1, 32]],
    });
  });

  it('pads by as many channels fewer as were added before', () => {
    const aligned = alignChannels(graph());
    const by = aligned.operations.find(({ op }) => op === 'Pad')?.inputs[1] ?? '';

    expect(aligned.constants.get(by)?.values).toEqual(Int32Array.of(0, 0, 0, 0, 0, 0, 0, 16));
  });

  it('leaves the channels of what is counted further on', () => {
    expect(shapes(alignChannels(graph())).small).toEqual([[], [1, 1, 48, 2], [2]]);
  });

  it('changes no result', async () => {
    // Each of the 24 channels: relu(2·5 + 1)·3 = 33; the head adds 24 of them and 24 zeros.
    expect(await convertAndRun(graph(), [1, 1, 1], [5])).toEqual([24 * 33, 24 * 33 + 100]);
  });

  it('changes nothing where channels come in multiples of 16', () => {
    const aligned = graphOf(
      { widen: constant([1, 1, 1, 32], Array(32).fill(1)), bias: constant([32], Array(32).fill(0)) },
      { op: '_FusedConv2D', inputs: ['x', 'widen', 'bias'], attributes: VALID },
    );

    expect(alignChannels(aligned)).toEqual(aligned);
  });
});
