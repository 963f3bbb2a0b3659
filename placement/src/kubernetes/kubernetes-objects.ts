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

/** What `/version` answers. */
export interface KubernetesVersion {
  readonly gitVersion?: string;
}

/** An item of what `/apis` answers. */
export interface KubernetesApiGroup {
  readonly name?: string;
  readonly preferredVersion?: { readonly version?: string };
}

export interface KubernetesNode extends KubernetesObject {
  readonly spec?: {
    readonly unschedulable?: boolean;
    /** `k3s://node-1`, `aws:///eu-central-1a/i-0123`. */
    readonly providerID?: string;
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
    readonly affinity?: {
      readonly podAntiAffinity?: {
        readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly KubernetesPodAffinityTerm[];
      };
    };
  };
  readonly status?: {
    readonly phase?: string;
    readonly containerStatuses?: readonly KubernetesContainerStatus[];
    readonly initContainerStatuses?: readonly KubernetesContainerStatus[];
  };
}

export interface KubernetesContainer {
  readonly name?: string;
  /** `Always` makes an init container a sidecar. */
  readonly restartPolicy?: string;
  readonly resources?: { readonly requests?: Quantities };
}

/** What a container has now; it differs from what is asked for while it is being resized. */
export interface KubernetesContainerStatus {
  readonly name?: string;
  readonly allocatedResources?: Quantities;
  readonly resources?: { readonly requests?: Quantities };
}

export interface KubernetesPodAffinityTerm {
  readonly labelSelector?: KubernetesLabelSelector;
  readonly namespaces?: readonly string[];
  readonly namespaceSelector?: KubernetesLabelSelector;
  readonly topologyKey?: string;
}

export interface KubernetesLabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key?: string;
    readonly operator?: string;
    readonly values?: readonly string[];
  }[];
}

export interface KubernetesStorageClass extends KubernetesObject {
  readonly provisioner?: string;
  readonly allowVolumeExpansion?: boolean;
}

export interface KubernetesIngressClass extends KubernetesObject {
  readonly spec?: { readonly controller?: string };
}

/** Of the Gateway API. */
export interface KubernetesGatewayClass extends KubernetesObject {
  readonly spec?: { readonly controllerName?: string };
}

export interface KubernetesService extends KubernetesObject {
  readonly spec?: { readonly type?: string };
  readonly status?: {
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
  };
}

export interface KubernetesIngress extends KubernetesObject {
  readonly spec?: {
    readonly rules?: readonly { readonly host?: string }[];
  };
}

export type Quantities = Readonly<Record<string, string>>;
