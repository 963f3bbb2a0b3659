/** The sum of vectors, each taken at unit length; itself of unit length. */
export function unitSum(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) unit(vector).forEach((value, index) => (sum[index]! += value));
  return unit(sum);
}

function unit(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square);
  return vector.map((value) => value / length);
}
