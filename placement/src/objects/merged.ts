type Tree = Readonly<Record<string, unknown>>;

/** As Helm lays values over others: maps key by key, everything else, lists too, as a whole. */
export function merged(under: Tree, over: Tree): Tree {
  const result: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const other = under[key];
    result[key] = isTree(other) && isTree(value) ? merged(other, value) : value;
  }
  return result;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
