import { UsageError } from './exit.js';

/** Long enough for a line by satellite, short enough for whoever mistyped an address. */
const patience_ms = 5_000;

/**
 * Whether anybody answers at an address, whatever is answered: sending goes on trying for minutes, because a service that
 * starts again must not lose claims; an address where nobody ever was is said at once.
 *
 * @throws UsageError when nobody does in time
 */
export const mustAnswer = async (url: string, within_ms = patience_ms): Promise<void> => {
  try {
    const answer = await fetch(new URL('/health/live', url), { signal: AbortSignal.timeout(within_ms) });
    await answer.body?.cancel();
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: { code?: string } };
    const why = cause?.code ?? (name === 'TimeoutError' ? `${within_ms} ms` : message);
    throw new UsageError(`rien ne répond à ${url} / nothing answers at ${url} (${why})`);
  }
};
