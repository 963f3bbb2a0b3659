import { checkCalibration, type Calibration } from '../face/calibration/calibration.ts';
import type { FaceEngine } from '../face/engine.ts';

/** An engine whose files have been looked at. Resolves with it when it has passed the self-test. */
export type EngineToStart = () => Promise<FaceEngine>;

/** @returns The engine, when the calibration is of its recogniser and it has passed the test; else it is closed. */
export async function tested(
  engine: FaceEngine,
  calibration: Calibration,
  test: () => Promise<void>,
): Promise<FaceEngine> {
  try {
    checkCalibration(calibration, engine.recogniser);
    await test();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
