/** What may be logged of an error: what it is and where, never what it says, for a message may quote a row or a body. */
export interface ErrorDescription {
  readonly type: string;
  readonly code?: string;
  readonly at: readonly string[];
  readonly cause?: ErrorDescription;
}

export const describeError = (error: unknown): ErrorDescription => {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const code =
    'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,64}$/.test(error.code) ? error.code : undefined;
  return {
    type: error.constructor.name,
    ...(code ? { code } : {}),
    at: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
};

/** The lines `at …` of the stack: the message above them may have several lines. */
const framesOf = ({ stack = '' }: Error): string[] =>
  stack
    .split('\n')
    .filter(line => /^ {4}at .+:\d+:\d+\)?$/.test(line))
    .slice(0, 12)
    .map(line => line.trim());
