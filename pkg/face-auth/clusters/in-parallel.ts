/** Clusters that are asked at the same time; the others wait. */
const AT_ONCE = 16;

/** `work` on every item, at most 16 at once, the results in the items' order. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async() => {
    for (const [index, item] of queue) {
      results[index] = await work(item);
    }
  };

  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));

  return results;
}
