import { NETS, type NetName } from '../src/face/onnx/nets.ts';
import { convertGraphModel } from './convert/convert-graph-model.ts';
import type { GraphModelFiles } from './graph-model/graph-model-files.ts';
import { readGraphModel } from './graph-model/read-graph-model.ts';
import { encodeModel } from './onnx/encode-model.ts';
import { repairMobileFaceNet } from './repair-mobilefacenet.ts';
import { resizeDetector } from './resize-detector.ts';

/** Which outputs of the tfjs graph make each output of the ONNX file, in the order of `NETS`. */
export const TFJS_OUTPUTS: Readonly<Record<NetName, readonly (readonly string[])[]>> = {
  blazeface: [
    ['Identity', 'Identity_1'],
    ['Identity_2', 'Identity_3'],
  ],
  blazefaceCoarse: [
    ['Identity', 'Identity_1'],
    ['Identity_2', 'Identity_3'],
  ],
  facemesh: [['Identity_2'], ['Identity_1']],
  iris: [['Identity']],
  mobilefacenet: [['embeddings']],
};

/** The tfjs graph that a net is converted from, made of what the packages ship. */
export function originalOf(net: NetName, shipped: (name: string) => GraphModelFiles): GraphModelFiles {
  switch (net) {
    case 'blazefaceCoarse':
      return resizeDetector(shipped('blazeface'), NETS[net].input.shape[2], TFJS_OUTPUTS[net].flat());
    case 'mobilefacenet':
      return repairMobileFaceNet(shipped(net));
    case 'blazeface':
    case 'facemesh':
    case 'iris':
      return shipped(net);
  }
}

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
