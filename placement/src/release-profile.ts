import type { Resources } from './resources.ts';

/** What one version of the chart needs and can do. The measured part is written by `npm run bench`. */
export interface ReleaseProfile {
  readonly chart: string;
  readonly chartVersion: string;
  /** Versions of Kubernetes that the chart takes, as Chart.yaml says it: `>= 1.25.0-0`. */
  readonly kubeVersion: string;
  /** Of the image, as Go names them. */
  readonly architectures: readonly string[];
  readonly stores: readonly StoreProfile[];
  readonly exposures: readonly ('ingress' | 'gateway' | 'load-balancer' | 'node-port')[];
  /** Pod Security level that the pods keep. */
  readonly podSecurity: 'restricted' | 'baseline' | 'privileged';
  /** What a pod requests at least. */
  readonly requests: Resources;
  readonly measured: MeasuredLoad;
}

export interface StoreProfile {
  readonly kind: 'sqlite' | 'mongodb-external' | 'mongodb-bundled';
  /** How many pods may share it. */
  readonly maxReplicas: number;
  /** Whether it needs a ReadWriteOnce volume in the cluster. */
  readonly needsVolume: boolean;
  /**
   * Processor features that its image needs, by architecture, as Node Feature Discovery names them: `AVX` (MongoDB from 5.0 on,
   * on amd64). None: any processor.
   */
  readonly cpuFeatures: Readonly<Record<string, readonly string[]>>;
}

export interface MeasuredLoad {
  /** CPU time of one login from its first frame to the decision, all threads, ms: the 95th percentile. */
  readonly cpuMsPerLogin: number;
  /** CPU of an idle pod, millicores. */
  readonly idleCpu: number;
  /** Resident memory after many logins, bytes. */
  readonly memory: number;
  /** ISO date and processor, for people. */
  readonly date: string;
  readonly processor: string;
}
