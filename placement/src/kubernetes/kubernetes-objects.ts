/**
 * The parts of Kubernetes' objects that we read, all optional: an API server may leave out what is empty.
 * https://kubernetes.io/docs/reference/kubernetes-api/
 */
export interface KubernetesObject {
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

export interface KubernetesNode extends KubernetesObject {
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly key?: string; readonly value?: string; readonly effect?: string }[];
  };
  readonly status?: {
    readonly allocatable?: Quantities;
    readonly conditions?: readonly { readonly type?: string; readonly status?: string }[];
    readonly nodeInfo?: { readonly operatingSystem?: string; readonly architecture?: string };
  };
}

export interface KubernetesPod extends KubernetesObject {
  readonly spec?: {
    readonly nodeName?: string;
    readonly containers?: readonly KubernetesContainer[];
    readonly initContainers?: readonly KubernetesContainer[];
    readonly overhead?: Quantities;
    readonly resources?: { readonly requests?: Quantities };
  };
  readonly status?: { readonly phase?: string };
}

export interface KubernetesContainer {
  /** `Always` makes an init container a sidecar. */
  readonly restartPolicy?: string;
  readonly resources?: { readonly requests?: Quantities };
}

export interface KubernetesIngress extends KubernetesObject {
  readonly spec?: {
    readonly rules?: readonly { readonly host?: string }[];
  };
}

export type Quantities = Readonly<Record<string, string>>;
