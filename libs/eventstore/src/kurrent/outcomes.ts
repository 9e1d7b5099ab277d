import { ErrorType, isCommandError } from '@kurrent/kurrentdb-client';
import { LogUnavailable } from '../event-log.js';

/** The server does not have what the log needs, or does not let it in: waiting will not help. */
export class LogUnsuitable extends Error {}

/**
 * What an error of the client means to the log.
 * - `refused`: the server said no, because a stream is elsewhere: nothing was stored by this try.
 * - `too-large`: the server said no, because it takes no more at once.
 * - `unsuitable`: the server says no, and always will.
 * - `doubt`: whether it took effect is unknown. Whatever is not known to mean something else is in doubt.
 */
export type Meaning = 'refused' | 'too-large' | 'unsuitable' | 'doubt';

const meanings: Readonly<Partial<Record<string, Meaning>>> = {
  [ErrorType.WRONG_EXPECTED_VERSION]: 'refused',
  [ErrorType.APPEND_CONSISTENCY_VIOLATION]: 'refused',
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED]: 'too-large',
  [ErrorType.TRANSACTION_MAX_SIZE_EXCEEDED]: 'too-large',
  [ErrorType.APPEND_RECORD_SIZE_EXCEEDED]: 'too-large',
  [ErrorType.ACCESS_DENIED]: 'unsuitable',
  [ErrorType.UNSUPPORTED]: 'unsuitable',
  [ErrorType.STREAM_TOMBSTONED]: 'unsuitable',
  [ErrorType.STREAM_DELETED]: 'unsuitable',
  [ErrorType.INVALID_ARGUMENT]: 'unsuitable',
};

/** gRPC status code of a method that the server does not have, and of who may not call it. */
const unimplemented = 12;
const permissionDenied = 7;

export const meaningOf = (error: unknown): Meaning => {
  const { type, code } = error as { readonly type?: string; readonly code?: unknown };
  if (code === unimplemented || code === permissionDenied) return 'unsuitable';
  return (isOfClient(error) && type !== undefined && meanings[type]) || 'doubt';
};

const isOfClient = (error: unknown): error is Error & { readonly type?: string } =>
  error instanceof Error && isCommandError(error);

export const isStreamNotFound = (error: unknown): boolean =>
  isOfClient(error) && error.type === ErrorType.STREAM_NOT_FOUND;

/** Another server is the leader; the client knows which, and goes there next. */
export const isRedirect = (error: unknown): boolean => isOfClient(error) && error.type === ErrorType.NOT_LEADER;

/** Whether a stream that was to be deleted is not there any more. */
export const isGone = (error: unknown): boolean =>
  isStreamNotFound(error) ||
  (isOfClient(error) && (error.type === ErrorType.STREAM_DELETED || error.type === ErrorType.STREAM_TOMBSTONED));

/** From this version on, several streams are appended to at once (release notes of KurrentDB 25.1). */
const firstSuitable = [25, 1] as const;

/** Whether a version, as the server says it, is one that cannot do what is needed. One that says nothing is tried. */
export const isTooOld = (version: string | undefined): version is string => {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  if (major === undefined || minor === undefined || Number(major) === 0) return false;
  return Number(major) < firstSuitable[0] || (Number(major) === firstSuitable[0] && Number(minor) < firstSuitable[1]);
};

const lacking = (version: string): LogUnsuitable =>
  new LogUnsuitable(
    `the event log’s server${version} cannot append to several streams at once (KurrentDB 25.1 or later can): every context needs that, because a command is remembered together with its events`,
  );

export const tooOld = (version: string): LogUnsuitable => lacking(`, KurrentDB ${version},`);

/** The sentence an operator reads at start. */
export const unsuitable = (error: unknown): LogUnsuitable => {
  const { code, type } = error as { readonly code?: unknown; readonly type?: string };
  if (code === unimplemented || type === ErrorType.UNSUPPORTED) return lacking('');
  return new LogUnsuitable(`the event log’s server refuses: ${(error as Error).message}`, { cause: error });
};

/** What a reader is told. */
export const readFailure = (error: unknown, what: string): Error => {
  if (error instanceof LogUnavailable) return error;
  return meaningOf(error) === 'unsuitable'
    ? unsuitable(error)
    : new LogUnavailable(`${what} cannot be read now`, { cause: error });
};
