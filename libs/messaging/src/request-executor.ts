import type { Clock } from '#kernel';
import {
  CommandRefused,
  isTransient,
  type Metadata,
  type Patience,
  patient,
  pause,
  pauseOf,
  type RunnerObserver,
  silent,
  Stopping,
} from '#eventstore';
import { commandIdOf } from './derived-ids.js';
import type { Request } from './reaction.js';

/** Carries a command out: Nest's command bus, outside of tests. */
export type Execute = (command: object) => Promise<unknown>;

/** What a request follows from. */
export interface Origin {
  /** Event or message id. */
  readonly id: string;
  readonly stream: string;
  readonly scheme: string;
  readonly correlation: string;
  /** Id of the event that led here. */
  readonly cause: string;
}

/** A request that failed each time it was tried. */
export class RequestFailed extends Error {
  constructor(
    readonly attempts: number,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

export interface ExecutorOptions {
  readonly execute: Execute;
  readonly clock: Clock;
  readonly patience?: Patience;
  readonly observer?: RunnerObserver;
}

/** Makes commands of requests and carries them out, once each however often they are asked for. */
export class RequestExecutor {
  private readonly patience: Patience;
  private readonly observer: RunnerObserver;

  constructor(private readonly options: ExecutorOptions) {
    this.patience = options.patience ?? patient;
    this.observer = options.observer ?? silent;
  }

  /**
   * Resolves when the command was carried out, or refused by a decider, which is an answer. What is away or in the way
   * is waited for as long as it takes.
   * @throws RequestFailed after as many tries as patience allows; Stopping when told to stop.
   */
  async carryOut(reaction: string, request: Request, origin: Origin, signal: AbortSignal): Promise<void> {
    for (let [failures, attempts] = [0, 0]; ;) {
      if (signal.aborted) throw new Stopping(reaction);
      try {
        await this.options.execute(request.command(this.metadata(reaction, request, origin)));
        return;
      } catch (error) {
        if (error instanceof CommandRefused)
          return this.observer.refused?.(reaction, error.refusal.reason, origin.stream);
        failures += 1;
        if (!isTransient(error)) attempts += 1;
        if (attempts >= this.patience.attempts) throw new RequestFailed(attempts, error);
        const ms = pauseOf(this.patience, failures);
        this.observer.retrying?.(reaction, error, ms);
        await pause(ms, signal);
      }
    }
  }

  private metadata(reaction: string, { key }: Request, { id, scheme, correlation, cause }: Origin): Metadata {
    return {
      commandId: commandIdOf(id, reaction, key),
      scheme,
      actor: { id: `system:${reaction}`, role: 'system' },
      cause,
      correlation,
      recordedAt: this.options.clock.now(),
      // Messages come again, and older ones after newer ones.
      once: true,
    };
  }
}
