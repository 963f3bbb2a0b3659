import type { WebSocket } from 'ws';
import type { ClusterStore, StoreEvent } from './cluster-store.ts';
import type { JsonObject, Resource } from './resource.ts';

const PING_MS = 5000;
const DEBOUNCE_MS = 200;

interface Message {
  resourceType?: string;
  namespace?: string;
  id?: string;
  selector?: string;
  mode?: string;
  stop?: boolean;
  resourceVersion?: string;
}

/** `/v1/subscribe`: what one socket watches, and the events it gets. Ends its watches when helm runs, as Rancher does. */
export function subscribe(socket: WebSocket, store: ClusterStore, origin: string): void {
  const watches = new Map<string, { echo: JsonObject; on: (event: StoreEvent) => void; end: () => void }>();
  const send = (message: JsonObject) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const stop = (key: string) => {
    const watch = watches.get(key);
    watches.delete(key);
    watch?.end();
    send({ name: 'resource.stop', ...(JSON.parse(key) as JsonObject), data: { type: 'subscribe', links: {} } });
  };
  const onEvent = (event: StoreEvent) => watches.forEach(({ on }) => on(event));
  const onStop = () => {
    for (const [key, { echo }] of [...watches])
      if (echo['resourceType'] !== 'schema' && echo['resourceType'] !== 'count') stop(key);
  };
  const ping = setInterval(() => send({ name: 'ping' }), PING_MS);
  store.on('event', onEvent).on('stopWatches', onStop);
  socket.on('close', () => {
    clearInterval(ping);
    watches.forEach(({ end }) => end());
    store.off('event', onEvent).off('stopWatches', onStop);
  });

  const watch = (echo: JsonObject, { resourceType, namespace, id, mode }: Message) => {
    let timer: NodeJS.Timeout | undefined;
    const mine = (resource: Resource) =>
      resource.type === resourceType &&
      (namespace === undefined || resource.metadata.namespace === namespace) &&
      (id === undefined || resource.id === id || resource.id === `${namespace}/${id}`);
    const on = ({ name, resource }: StoreEvent) => {
      if (resourceType === 'count') {
        const { counts, ...rest } = store.counts(`${origin}${store.prefix}/v1`);
        const changed = { [resource.type]: (counts as JsonObject)[resource.type] };
        send({ name: 'resource.change', resourceType, data: { ...rest, counts: changed } });
      } else if (mine(resource) && mode === 'resource.changes') {
        timer ??= setTimeout(() => {
          timer = undefined;
          send({ name: 'resource.changes', ...echo, revision: store.revision, data: { type: 'subscribe', links: {} } });
        }, DEBOUNCE_MS);
      } else if (mine(resource)) {
        send({ name, ...echo, revision: store.revision, data: store.shown(resource, origin) });
      }
    };
    return { echo, on, end: () => clearTimeout(timer) };
  };

  socket.on('message', (raw) => {
    const message = JSON.parse((raw as Buffer).toString()) as Message;
    const { resourceType, namespace, id, selector, mode } = message;
    if (!resourceType) return;
    const echo = JSON.parse(JSON.stringify({ resourceType, namespace, id, selector, mode })) as JsonObject;
    const key = JSON.stringify(echo);
    if (message.stop) return stop(key);
    if (watches.has(key)) return;
    if (!store.schemaOf(resourceType)) {
      send({ name: 'resource.error', ...echo, data: { error: `failed to find schema ${resourceType}` } });
      return send({ name: 'resource.stop', ...echo, data: { type: 'subscribe', links: {} } });
    }
    const made = watch(echo, message);
    watches.set(key, made);
    send({ name: 'resource.start', ...echo, data: { type: 'subscribe', links: {} } });
    // no event is missed between two watches: those after the version the client knows come again
    for (const event of store.since(Number(message.resourceVersion ?? store.revision))) made.on(event);
  });
}
