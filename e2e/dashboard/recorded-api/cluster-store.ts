import { EventEmitter } from 'node:events';
import { recorded } from './answers.ts';
import { select } from './query.ts';
import { failure, json, type Answer, type JsonObject, type Resource, type Schema } from './resource.ts';

export interface StoreEvent {
  name: 'resource.create' | 'resource.change' | 'resource.remove';
  resource: Resource;
}

interface Kept {
  resource: Resource;
  revision: number;
}

const OWN = ['schema', 'count'];

/**
 * The objects of one cluster behind `/v1` (management) or `/k8s/clusters/<id>/v1`. Shows them as Rancher does, with
 * links, uid and resource version; emits `event` for every change.
 */
export class ClusterStore extends EventEmitter<{ event: [StoreEvent]; stopWatches: [] }> {
  readonly prefix: string;
  readonly schemas: Schema[];
  readonly #objects = new Map<string, Map<string, Kept>>();
  readonly #history: { revision: number; event: StoreEvent }[] = [];
  #revision = 1000;

  constructor(prefix: string, schemas: readonly Schema[], objects: Readonly<Record<string, readonly Resource[]>>) {
    super();
    this.setMaxListeners(100);
    this.prefix = prefix;
    this.schemas = structuredClone([...schemas]);
    for (const resource of Object.values(objects).flat()) this.put(structuredClone(resource));
  }

  get revision(): string {
    return String(this.#revision);
  }

  schemaOf(plural: string): Schema | undefined {
    return this.schemas.find(({ id, pluralName }) => pluralName === plural || id === plural);
  }

  objects(type: string): Resource[] {
    return [...(this.#objects.get(type)?.values() ?? [])].map(({ resource }) => resource);
  }

  find(type: string, id: string): Resource | undefined {
    return this.#objects.get(type)?.get(id)?.resource;
  }

  put(resource: Resource): void {
    const kept = this.#objects.get(resource.type) ?? new Map<string, Kept>();
    this.#objects.set(resource.type, kept);
    const name = kept.has(resource.id) ? 'resource.change' : 'resource.create';
    kept.set(resource.id, { resource, revision: this.#revision + 1 });
    this.#happened({ name, resource });
  }

  remove(type: string, id: string): void {
    const resource = this.find(type, id);
    if (!resource) return;
    this.#objects.get(type)?.delete(id);
    this.#happened({ name: 'resource.remove', resource });
  }

  /** The events after a revision that a client knows. */
  since(revision: number): StoreEvent[] {
    return this.#history.filter((one) => one.revision > revision).map(({ event }) => event);
  }

  #happened(event: StoreEvent): void {
    this.#history.push({ revision: ++this.#revision, event });
    this.emit('event', event);
  }

  /** The object as a client gets it. */
  shown(resource: Resource, origin: string): JsonObject {
    const schema = this.schemaOf(resource.type);
    const { group = '', version = 'v1', resource: plural = '' } = schema?.attributes ?? {};
    const base = `${origin}${this.prefix}`;
    const self = `${base}/v1/${schema?.pluralName ?? resource.type}/${resource.id}`;
    const { name, namespace } = resource.metadata;
    const api = group ? `apis/${group}/${version}` : `api/${version}`;
    const view = `${base}/${api}/${namespace === undefined ? '' : `namespaces/${namespace}/`}${plural}/${name}`;
    const links: Record<string, string> = { self, view, update: self, patch: self, remove: self };
    const { hasLog, ...plain } = resource;
    const extra: JsonObject = {};
    if (resource.type === 'catalog.cattle.io.operation' && hasLog === true) links['logs'] = `${self}/logs`;
    if (resource.type === 'catalog.cattle.io.app') extra['actions'] = { uninstall: `${self}?action=uninstall` };
    if (resource.type === 'catalog.cattle.io.clusterrepo') {
      for (const link of ['index', 'info', 'chart', 'icon']) links[link] = `${self}?link=${link}`;
      extra['actions'] = { install: `${self}?action=install`, upgrade: `${self}?action=upgrade` };
    }
    const resourceVersion = String(this.#objects.get(resource.type)?.get(resource.id)?.revision ?? this.#revision);
    const metadata = {
      creationTimestamp: '2026-11-25T00:00:00Z',
      ...resource.metadata,
      uid: `${resource.type}-${resource.id}`.replaceAll('/', '-'),
      resourceVersion,
      relationships: resource.metadata['relationships'] ?? null,
    };
    return { ...plain, _id: resource.id, links, ...extra, metadata };
  }

  /** GET below `/v1`: a list, an object, the schemas or the counts. */
  read(path: string, query: URLSearchParams, origin: string): Answer {
    const base = `${origin}${this.prefix}/v1`;
    const [plural = '', ...rest] = path.split('/');
    const collection = (resourceType: string, data: unknown[], count: number) =>
      json({
        type: 'collection',
        links: { self: `${base}/${path}` },
        actions: {},
        resourceType,
        revision: this.revision,
        data,
        // as in Rancher: no count when there is nothing
        ...(count > 0 ? { count } : {}),
      });

    if (plural === 'schemas') {
      const all = this.schemas.map((schema) => this.#shownSchema(schema, base));
      if (rest.length === 0) return collection('schema', all, all.length);
      return (
        (all.find(({ id }) => id === rest[0]) && json(all.find(({ id }) => id === rest[0]))) ||
        recorded.errors.unknownType
      );
    }
    const schema = this.schemaOf(plural);
    if (!schema) return recorded.errors.unknownType;
    if (schema.id === 'count') {
      const counts = this.counts(base);
      return rest.length > 0 ? json(counts) : collection('count', [counts], 1);
    }
    const listed = schema.attributes.namespaced === true ? rest.length < 2 : rest.length < 1;
    if (listed) {
      const all = this.objects(schema.id).filter(
        ({ metadata }) => rest[0] === undefined || metadata.namespace === rest[0],
      );
      const { data, count } = select(all, query);
      return collection(
        schema.id,
        data.map((resource) => this.shown(resource, origin)),
        count,
      );
    }
    const found = this.find(schema.id, rest.join('/'));
    return found
      ? json(this.shown(found, origin))
      : failure(404, 'NotFound', `${schema.attributes.resource ?? plural} "${rest.at(-1) ?? ''}" not found`);
  }

  counts(base: string): JsonObject {
    const entries = this.schemas
      .filter(({ id }) => !OWN.includes(id))
      .map(({ id }) => [id, { summary: { count: this.objects(id).length }, revision: this.revision }] as const);
    return { id: 'count', type: 'count', links: { self: `${base}/counts/count` }, counts: Object.fromEntries(entries) };
  }

  #shownSchema(schema: Schema, base: string): JsonObject & { id: string } {
    const { id, pluralName } = schema;
    const links = { self: `${base}/schemas/${id}`, collection: `${base}/${pluralName}` };
    return {
      ...schema,
      id,
      type: 'schema',
      links,
      resourceFields: {},
      attributes: schema.attributes,
    };
  }
}
