/** HELM_KUBETOKEN, HELM_KUBEAPISERVER and their like win over the context that a command is about: helm gets none of them. */
export const isKubeVariable = (name: string): boolean => name.startsWith('HELM_KUBE');

export function withoutKubeVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isKubeVariable(name)));
}
