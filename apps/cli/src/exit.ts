/** What a command's end means to a script. */
export const exitCode = { ok: 0, failed: 1, incomplete: 2, usage: 3 } as const;

/** The command was asked for something it cannot do. */
export class UsageError extends Error {}
