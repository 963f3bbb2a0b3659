import type { NodeFacts } from '../facts/cluster-facts.ts';

/** Node Feature Discovery's labels: `feature.node.kubernetes.io/cpu-cpuid.AVX=true`. */
const PREFIX = 'feature.node.kubernetes.io/cpu-cpuid.';

/** Those that the node's processor has not. None where nobody has looked: a node without any such label says nothing. */
export function missingCpuFeatures(
  node: NodeFacts,
  featuresOf: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const needed = featuresOf[node.architecture];
  if (needed === undefined || needed.length === 0) return [];

  const missing = needed.filter((feature) => node.labels[PREFIX + feature] !== 'true');
  if (missing.length === 0) return missing;
  return Object.keys(node.labels).some((key) => key.startsWith(PREFIX)) ? missing : [];
}
