/** An object of JSON whose fields are not known here. */
export type JsonObject = Record<string, unknown>;

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
  attributes: Partial<{
    group: string;
    kind: string;
    version: string;
    namespaced: boolean;
    resource: string;
    verbs: string[];
    columns: { name: string; type: string; format: string; field: string }[];
  }>;
}

/** A whole answer: status, content type and body. A body that is an object goes out as JSON, a text as it is. */
export interface Answer {
  status: number;
  type: string;
  body: unknown;
}

export const json = (body: unknown, status = 200): Answer => ({ status, type: 'application/json', body });
export const plain = (body: string, status = 200): Answer => ({ status, type: 'text/plain; charset=utf-8', body });

/** Rancher's JSON document for an error. */
export const failure = (status: number, code: string, message: string): Answer =>
  json({ type: 'error', links: {}, status, code, message }, status);
