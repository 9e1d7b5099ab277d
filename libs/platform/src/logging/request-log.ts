import type { FastifyBaseLogger } from 'fastify';

type Line = unknown[];
type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/**
 * The log of one request. A child of the application's log is made when there is something to say: looking through what
 * must never be logged costs more than all else that is done for a request that nobody asks a line of.
 */
class RequestLog {
  private child_: FastifyBaseLogger | undefined;

  constructor(
    private readonly parent: FastifyBaseLogger,
    private readonly bindings: Record<string, unknown>,
    private readonly options: object,
  ) {}

  get level(): string {
    return this.parent.level;
  }

  fatal(...line: Line): void {
    this.say('fatal', line);
  }
  error(...line: Line): void {
    this.say('error', line);
  }
  warn(...line: Line): void {
    this.say('warn', line);
  }
  info(...line: Line): void {
    this.say('info', line);
  }
  debug(...line: Line): void {
    this.say('debug', line);
  }
  trace(...line: Line): void {
    this.say('trace', line);
  }
  silent(): void {
    // By name, and in deed.
  }

  child(bindings: Record<string, unknown>, options?: object): FastifyBaseLogger {
    return this.made().child(bindings, options);
  }

  private say(level: Level, line: Line): void {
    if (!isHeard(this.parent, level)) return;
    const log = this.made() as unknown as Record<Level, (...line: Line) => void>;
    log[level](...line);
  }

  private made(): FastifyBaseLogger {
    return (this.child_ ??= this.parent.child(this.bindings, this.options));
  }
}

/** Most logs know it themselves; one that does not is told everything. */
const isHeard = (log: FastifyBaseLogger, level: string): boolean => {
  const { isLevelEnabled } = log as { isLevelEnabled?: (level: string) => boolean };
  return isLevelEnabled?.call(log, level) ?? true;
};

/** Fastify's factory of the log of each request. */
export const quietly = (
  log: FastifyBaseLogger,
  bindings: Record<string, unknown>,
  options: object,
): FastifyBaseLogger => new RequestLog(log, bindings, options) as unknown as FastifyBaseLogger;
