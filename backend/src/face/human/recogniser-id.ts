/** Id of the human engine's recogniser: net, repair, alignment and mirroring. Vectors of another one cannot be compared with its own. */
export const RECOGNISER = 'mobilefacenet-repaired-1';
