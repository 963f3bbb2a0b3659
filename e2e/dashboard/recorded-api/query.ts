import type { Resource } from './resource.ts';

const EXPRESSION = /^(.+?)\s*(!=|!~|=|~| IN | NOTIN )\s*(.*)$/i;

/** `metadata.labels[a.b/c]` as ['metadata', 'labels', 'a.b/c']. */
const steps = (path: string) => [...path.matchAll(/\["?([^\]"]+)"?\]|([^.[\]]+)/g)].map(([, a, b]) => a ?? b ?? '');

/** What a `filter` or `sort` names, `undefined` where the object has no such place. */
export function valueAt(object: unknown, path: string): unknown {
  return steps(path).reduce<unknown>(
    (inside, step) =>
      typeof inside === 'object' && inside !== null ? (inside as Record<string, unknown>)[step] : undefined,
    object,
  );
}

const bare = (text: string) => text.trim().replace(/^["']|["']$/g, '');

function holds(object: Resource, expression: string): boolean {
  const [, path, operator, operand = ''] = EXPRESSION.exec(expression) ?? [];
  if (path === undefined || operator === undefined) return valueAt(object, expression.trim()) !== undefined;
  const found = valueAt(object, path);
  const value =
    typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
  const list = operand.replace(/[()]/g, '').split(',').map(bare);
  switch (operator.trim().toUpperCase()) {
    case '=':
      return value === bare(operand);
    case '!=':
      return value !== bare(operand);
    case '~':
      return value.includes(bare(operand));
    case '!~':
      return !value.includes(bare(operand));
    case 'IN':
      return list.includes(value);
    default:
      return !list.includes(value);
  }
}

/** A comma outside of parentheses means "or". */
const alternatives = (filter: string) => filter.match(/(?:[^,(]|\([^)]*\))+/g) ?? [];

/**
 * The part of a list that `filter`, `sort`, `page` and `pagesize` ask for, and the count before paging.
 * As in Rancher: `=` is exact, several `filter` all have to hold, and `labelSelector` is ignored.
 */
export function select(resources: readonly Resource[], query: URLSearchParams): { data: Resource[]; count: number } {
  const filters = query.getAll('filter').filter(Boolean).map(alternatives);
  const namespaces = query.get('projectsornamespaces')?.split(',');
  const found = resources
    .filter((resource) => filters.every((either) => either.some((expression) => holds(resource, expression))))
    .filter((resource) => !namespaces || namespaces.includes(resource.metadata.namespace ?? ''));
  const sort = query.get('sort')?.split(',')[0];
  if (sort) {
    const key = (resource: Resource) => JSON.stringify(valueAt(resource, sort.replace(/^-/, '')) ?? '');
    found.sort((a, b) => key(a).localeCompare(key(b)) * (sort.startsWith('-') ? -1 : 1));
  }
  const size = Number(query.get('pagesize') ?? 0);
  const start = (Number(query.get('page') ?? 1) - 1) * size;
  return { data: size > 0 ? found.slice(start, start + size) : found, count: found.length };
}
