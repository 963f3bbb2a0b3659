import { makeAnalyser, type Analyser } from '../analyser.ts';
import { loadDetector } from './detector.ts';
import { findFaces } from './find-faces.ts';
import { loadIrisNet } from './iris-net.ts';
import { loadMeshNet } from './mesh-net.ts';
import { loadRecogniser, type RecogniserNet } from './recogniser.ts';

/** Loads the nets and returns what judges pictures with them. */
export async function loadAnalyser(modelsDir: string, recogniser: RecogniserNet): Promise<Analyser> {
  const nets = {
    detectCoarsely: await loadDetector(modelsDir, 'blazefaceCoarse'),
    detect: await loadDetector(modelsDir, 'blazeface'),
    fitMesh: await loadMeshNet(modelsDir),
    refineEyes: await loadIrisNet(modelsDir),
  };
  return makeAnalyser({
    findFaces: (picture, options) => findFaces(nets, picture, options),
    recognise: await loadRecogniser(recogniser),
  });
}
