/** How the command ends; docs/cli.md has the same table. */
export const EXIT = {
  placed: 0,
  badInput: 2,
  tooFewFit: 3,
  notAsked: 4,
  deliveryFailed: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
