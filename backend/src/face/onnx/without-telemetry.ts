import { isMainThread } from 'node:worker_threads';

/**
 * Switches off what onnxruntime would tell Microsoft. Since 1.29 its builds for Linux send facts about the machine, the process and
 * the nets to an address on the internet, and keep an id of the machine and what could not be sent in the home folder, unless
 * this is in the environment before the library starts (microsoft/onnxruntime#27379: then none of it happens).
 *
 * To be imported before `onnxruntime-node`. Only the main thread's `process.env` is that of the process, so a worker thread
 * can but see whether it was done.
 */
const OPT_OUT = 'ORT_DISABLE_TELEMETRY';

if (isMainThread) process.env[OPT_OUT] = '1';
else if (process.env[OPT_OUT] !== '1') {
  throw new Error(`${OPT_OUT} is not set: import without-telemetry.ts where this worker thread is started`);
}
