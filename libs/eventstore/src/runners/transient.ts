import { setTimeout as sleep } from 'node:timers/promises';
import { CommandInFlight, TooManyConflicts } from '../decisions.js';
import { LogUnavailable } from '../event-log.js';

const systemCode = /^(E[A-Z]{3,}|08...|40...|53...|55P03|57...)$/;
/** What the PostgreSQL client says of a connection that broke: it gives no code. */
const connectionBroke = /^(Connection terminated|Client (has encountered|was closed)|timeout exceeded when trying)/;

/**
 * Whether trying again later may help: something is away, busy or in the way. What is asked for is not at fault, so
 * it is never set aside for this. Codes: Node's, and PostgreSQL's classes of connection, conflict and resources.
 */
export const isTransient = (error: unknown): boolean => {
  if (error instanceof LogUnavailable || error instanceof CommandInFlight || error instanceof TooManyConflicts)
    return true;
  if (!(error instanceof Error)) return false;
  const { code, driverError, cause } = error as Error & { code?: unknown; driverError?: unknown };
  if (typeof code === 'string' ? systemCode.test(code) : connectionBroke.test(error.message)) return true;
  return isTransient(driverError) || isTransient(cause);
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export interface Patience {
  /** Tries before a stream is set aside. */
  readonly attempts: number;
  /** Pause after the first failure, doubled each time. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export const patient: Patience = { attempts: 4, firstPauseMs: 10, longestPauseMs: 5_000 };

/** Pause after the nth failure, counted from 1. */
export const pauseOf = ({ firstPauseMs, longestPauseMs }: Patience, failures: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 20));

/** Sleeps, or returns at once when the signal says stop. */
export const pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
  if (!signal?.aborted) await sleep(ms, undefined, { signal, ref: true }).catch(() => undefined);
};

/** Left off in the middle because the subscription stops: the same events come again when it starts. */
export class Stopping extends Error {}
