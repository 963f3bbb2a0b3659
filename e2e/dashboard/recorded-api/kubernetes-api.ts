import type { ClusterStore } from './cluster-store.ts';
import { json, plain, type Answer, type Resource, type Schema } from './resource.ts';

/**
 * What a cluster's own API server answers to a GET that Rancher passes on: its groups, and lists over all namespaces, of the
 * recorded types.
 *
 * @param path `apis`, `api/v1/pods`
 */
export function readKubernetes(store: ClusterStore, path: string): Answer {
  if (path === 'apis') {
    const groups = [...new Set(store.schemas.map(({ attributes }) => attributes.group ?? ''))].filter(Boolean).sort();
    return json({ kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map((name) => ({ name })) });
  }
  const schema = store.schemas.find((one) => pathOf(one) === path);
  if (!schema) return plain('404 page not found', 404);
  const { group = '', version = 'v1', kind = '' } = schema.attributes;
  return json({
    kind: `${kind}List`,
    apiVersion: group ? `${group}/${version}` : version,
    metadata: { resourceVersion: store.revision },
    items: store.objects(schema.id).map(withoutSteve),
  });
}

/** To a user without any right in the cluster, who may still know which groups there are. */
export function refuseKubernetes(store: ClusterStore, path: string): Answer {
  if (path === 'apis') return readKubernetes(store, path);
  const resource = path.split('/').at(-1) ?? '';
  const message = `${resource} is forbidden: User "u-guest" cannot list resource "${resource}" at the cluster scope`;
  return json({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason: 'Forbidden', code: 403 }, 403);
}

function pathOf({ attributes: { group = '', version = 'v1', resource = '' } }: Schema): string {
  return `${group ? `apis/${group}` : 'api'}/${version}/${resource}`;
}

/** The object without what Rancher's `/v1` adds. */
function withoutSteve({ metadata, ...rest }: Resource): object {
  return { ...without(rest, ['id', 'type']), metadata: without(metadata, ['state', 'relationships']) };
}

function without(object: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
