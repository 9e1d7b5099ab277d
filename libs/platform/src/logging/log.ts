import { createHash } from 'node:crypto';
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../configuration.js';
import { describeError } from './describe-error.js';

/**
 * Logs as JSON lines. Bodies, names, tokens, addresses and URLs never get here: what is logged is chosen field by
 * field where it is logged; the redaction below is for the day somebody forgets.
 */
export const makeLog = (level: LogLevel, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: { service: 'entraide' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      serializers: {
        err: (error: unknown) => (error instanceof Error ? describeError(error) : error),
        req: () => undefined,
        res: () => undefined,
      },
      redact: { paths: forbidden.flatMap(name => [name, `*.${name}`]), remove: true },
    },
    destination ?? pino.destination({ fd: 1, sync: false }),
  );

const forbidden = [
  'authorization', 'cookie', 'token', 'password', 'secret', 'key', 'body', 'rawBody', 'headers', 'url', 'query', 'params',
  'name', 'birthDate', 'phone', 'diagnosis', 'act', 'lines', 'sealed', 'parameters',
]; // prettier-ignore

/** A person who asks shows in the log as the same eight bytes each time, and as nothing else. */
export const hashOfActor = (id: string): string => createHash('sha256').update(`log|${id}`).digest('hex').slice(0, 16);

/** Nest's own lines through the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly log_: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.log_.debug({ from: rest.at(-1) }, text(message));
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.log_.warn({ from: rest.at(-1) }, text(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.log_.error(
      { from: rest.at(-1), ...(message instanceof Error ? { err: describeError(message) } : {}) },
      text(message),
    );
  }
}

const text = (message: unknown): string =>
  typeof message === 'string' ? message : message instanceof Error ? message.constructor.name : 'message';
