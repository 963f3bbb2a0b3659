/** As Kubernetes takes it: `250m`. */
export function cpuQuantity(millicores: number): string {
  return `${Math.ceil(millicores)}m`;
}

/** As Kubernetes takes it: `512Mi`, or plain bytes where that would not be exact. */
export function bytesQuantity(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return Number.isInteger(mebibytes) ? `${mebibytes}Mi` : String(Math.ceil(bytes));
}
