/** What a command's end means to a script. */
export const exitCode = { ok: 0, failed: 1, incomplete: 2, usage: 3 } as const;

/** The command was asked for something it cannot do. */
export class UsageError extends Error {}

/** An error and what led to it, for whoever runs the command: a log that cannot be read also says why. */
export const failureOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const said = error.stack ?? error.message;
  return error.cause === undefined ? said : `${said}\n  cause: ${failureOf(error.cause)}`;
};
