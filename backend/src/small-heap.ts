import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's space for new objects at its first size, in this thread and in the workers: while the modules load it would grow to
 * 16 MB in each, and it never shrinks under load. That saves role `inference` some 20 MB, and costs no measurable time.
 *
 * To be imported before anything else.
 */
setFlagsFromString('--semi-space-growth-factor=1');
