import type { KubernetesObject, KubernetesVersion } from '@face-auth/placement';

/** Parts of Rancher's and Kubernetes' objects that we read; all may be missing. */
export interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastUpdateTime?: string;
  readonly lastTransitionTime?: string;
}

export interface SteveObject extends KubernetesObject {
  readonly id?: string;
  readonly links?: Readonly<Record<string, string>>;
  readonly metadata?: KubernetesObject['metadata'] & {
    readonly generation?: number;
    readonly resourceVersion?: string;
    readonly state?: { readonly name?: string; readonly error?: boolean; readonly transitioning?: boolean; readonly message?: string };
  };
}

export interface ManagementCluster extends SteveObject {
  readonly spec?: { readonly displayName?: string; readonly internal?: boolean };
  readonly status?: { readonly conditions?: readonly Condition[]; readonly version?: KubernetesVersion };
}

export interface App extends SteveObject {
  readonly spec?: {
    readonly chart?: { readonly metadata?: { readonly name?: string; readonly version?: string; readonly annotations?: Readonly<Record<string, string>> } };
    readonly info?: { readonly status?: string; readonly description?: string };
    /** Those that were set. */
    readonly values?: Readonly<Record<string, unknown>>;
  };
}

export interface Deployment extends SteveObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly spec?: { readonly volumes?: readonly { readonly name?: string; readonly secret?: { readonly secretName?: string } }[] } };
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly conditions?: readonly Condition[];
  };
}

export interface Pod extends SteveObject {
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly { readonly state?: { readonly waiting?: { readonly reason?: string; readonly message?: string } } }[];
  };
}

export interface Secret extends SteveObject {
  /** Base64. */
  readonly data?: Readonly<Record<string, string>>;
}

export interface ClusterRepo extends SteveObject {
  readonly spec?: {
    readonly url?: string;
    readonly gitRepo?: string;
    readonly gitBranch?: string;
    readonly insecureSkipTLSVerify?: boolean;
    readonly caBundle?: string;
    readonly forceUpdate?: string;
  };
  readonly status?: { readonly conditions?: readonly Condition[]; readonly downloadTime?: string };
}

export interface Operation extends SteveObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export function condition(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find((candidate) => candidate.type === type);
}
