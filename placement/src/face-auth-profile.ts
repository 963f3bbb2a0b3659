import { measuredLoad } from './measured-load.ts';
import type { ReleaseProfile } from './release-profile.ts';

/** What the chart in charts/face-auth says of itself; a test there compares both. */
export const faceAuthProfile: ReleaseProfile = {
  chart: 'face-auth',
  chartVersion: '0.1.0',
  kubeVersion: '>= 1.25.0-0',
  architectures: ['amd64', 'arm64'],
  stores: [{ kind: 'sqlite', maxReplicas: 1, needsVolume: true, cpuFeatures: {} }],
  exposures: ['ingress'],
  podSecurity: 'restricted',
  requests: { cpu: 250, memory: 512 * 2 ** 20 },
  measured: measuredLoad,
};
