export interface NodeTaint {
  readonly key: string;
  /** Empty where the taint has none. */
  readonly value: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}
