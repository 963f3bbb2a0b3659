import { ownRelease } from '../own-release.ts';
import type { Score } from '../rule.ts';

/** The heaviest by default: a site that moves leaves its enrolled people behind. */
export const stickiness: Score = {
  id: 'stickiness',
  title: 'There already',
  defaultWeight: 5,
  formula: '100 where the release is there already, else 0',
  rate({ cluster, request, profile }) {
    const release = ownRelease(cluster, request, profile);
    return release
      ? { value: 100, because: `version ${release.version} is there already` }
      : { value: 0, because: 'it is not there yet' };
  },
};
