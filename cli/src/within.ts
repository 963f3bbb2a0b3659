export const noAnswerWithin = (limitMs: number): string => `no answer within ${limitMs / 1000} seconds`;

/** What takes no limit of its own goes on unheard after ours. @throws Error that says so */
export function within<T>(limitMs: number, work: Promise<T>, late = noAnswerWithin(limitMs)): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(late)), limitMs);
  void work.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}
