/** The sum of vectors that lie one after the other, scaled to unit length. */
export function unitSum(vectors: Float32Array, count: number): Float32Array {
  const length = vectors.length / count;
  const sum = new Float32Array(length);
  for (let index = 0; index < vectors.length; index++) {
    const place = index % length;
    sum[place] = (sum[place] ?? NaN) + (vectors[index] ?? NaN);
  }
  const norm = Math.hypot(...sum);
  return sum.map((value) => value / norm);
}
