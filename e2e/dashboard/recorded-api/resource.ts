/** Anything that JSON can say. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

export interface ResourceState {
  name: string;
  error: boolean;
  transitioning: boolean;
  message: string;
}

/** An object as Rancher's `/v1` shows it, without what depends on the server: links, uid, resource version. */
export interface Resource {
  id: string;
  type: string;
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    state?: ResourceState;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [key: string]: unknown;
  };
  spec?: JsonObject;
  status?: JsonObject;
  [key: string]: unknown;
}

/** A type of objects, as `/v1/schemas` lists it, without its links. */
export interface Schema {
  id: string;
  pluralName: string;
  collectionMethods: string[];
  resourceMethods: string[];
  attributes: { group: string; kind: string; version: string; namespaced: boolean; resource: string; verbs: string[] };
}

/** `[a, 'b.c']` of an object, `undefined` where there is no such place. */
export function valueAt(object: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (inside, step) => (typeof inside === 'object' && inside !== null ? (inside as Record<string, unknown>)[step] : undefined),
    object,
  );
}

/** Where a type's objects live: `nodes`, `catalog.cattle.io.apps`. */
export function isOfNamespace(resource: Resource, namespace: string): boolean {
  return resource.metadata.namespace === namespace;
}
