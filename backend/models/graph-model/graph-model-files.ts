/** A tfjs graph model: its JSON file, as far as it is read here. */
export interface GraphModelJson {
  readonly modelTopology: { readonly node: readonly GraphNode[] };
  readonly weightsManifest: readonly { readonly weights: readonly WeightSpec[] }[];
}

/** One operation or constant of the graph. Text in attributes is base64, whole numbers are strings. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, GraphAttribute>>;
}

/** The value of an attribute; which field is set depends on the attribute. */
export interface GraphAttribute {
  readonly s?: string;
  readonly b?: boolean;
  readonly type?: string;
  readonly list?: { readonly s?: readonly string[]; readonly i?: readonly string[] };
  readonly shape?: { readonly dim?: readonly { readonly size: string }[] };
}

/** Where a constant lies: the weights follow each other without gaps in the order of the manifest. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** How the numbers are stored, where not as `dtype` says. */
  readonly quantization?: { readonly dtype: string };
}

/** A graph model in memory. */
export interface GraphModelFiles {
  readonly json: GraphModelJson;
  readonly weights: Uint8Array;
}
