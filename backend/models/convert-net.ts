import { NETS, type NetName } from '../src/face/onnx/nets.ts';
import { convertGraphModel } from './convert/convert-graph-model.ts';
import type { GraphModelFiles } from './graph-model/graph-model-files.ts';
import { readGraphModel } from './graph-model/read-graph-model.ts';
import { encodeModel } from './onnx/encode-model.ts';

/** Which outputs of the tfjs graph make each output of the ONNX file, in the order of `NETS`. */
export const TFJS_OUTPUTS: Readonly<Record<NetName, readonly (readonly string[])[]>> = {
  blazeface: [
    ['Identity', 'Identity_1'],
    ['Identity_2', 'Identity_3'],
  ],
  facemesh: [['Identity_2'], ['Identity_1']],
  iris: [['Identity']],
  mobilefacenet: [['embeddings']],
};

/** Converts a net from its tfjs files to the bytes of its ONNX file. */
export function convertNet(net: NetName, files: GraphModelFiles): Uint8Array {
  const { input, outputs } = NETS[net];
  const from = TFJS_OUTPUTS[net];
  const model = readGraphModel(files, from.flat());
  return encodeModel(
    convertGraphModel(model, {
      name: net,
      input,
      outputs: outputs.map((output, index) => ({ ...output, from: from[index] ?? [] })),
    }),
  );
}
