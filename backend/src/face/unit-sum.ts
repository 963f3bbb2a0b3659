/** The sum of vectors of equal length that lie one after the other, each taken at unit length; itself of unit length. */
export function unitSum(vectors: Float32Array, count: number): Float32Array {
  const length = vectors.length / count;
  const sum = new Float32Array(length);
  for (let start = 0; start < vectors.length; start += length) {
    const vector = unit(vectors.subarray(start, start + length));
    vector.forEach((value, index) => (sum[index]! += value));
  }
  return unit(sum);
}

function unit(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square);
  return vector.map((value) => value / length);
}
