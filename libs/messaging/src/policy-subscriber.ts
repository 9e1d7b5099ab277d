import { type Failure, type FedEvent, type Handled, nothingHandled, Stopping, type Subscriber } from '#eventstore';
import { atMost, groupedBy } from './in-turn.js';
import type { Policy, Request } from './reaction.js';
import { type RequestExecutor, RequestFailed } from './request-executor.js';

interface Reaction {
  readonly fed: FedEvent;
  /** Asked for only when its turn has come, so that an error sets aside its own stream. */
  readonly requests: () => readonly Request[];
}

/** Own events → requests, carried out in order within a stream; streams go side by side. */
export class PolicySubscriber implements Subscriber {
  readonly name: string;

  constructor(
    private readonly policy: Policy,
    private readonly executor: RequestExecutor,
    private readonly parallel = 16,
  ) {
    this.name = policy.name;
  }

  async handle(events: readonly FedEvent[], signal: AbortSignal): Promise<Handled> {
    const reactions = events.flatMap(fed => this.reactionTo(fed) ?? []);
    if (reactions.length === 0) return nothingHandled;
    const failures: Failure[] = [];
    await atMost(
      this.parallel,
      groupedBy(reactions, ({ fed }) => fed.event.recorded.stream).values(),
      async ofStream => {
        const failure = await this.react(ofStream, signal);
        if (failure) failures.push(failure);
      },
    );
    return { changes: [], failures };
  }

  private reactionTo(fed: FedEvent): Reaction | undefined {
    const { event, unreadable } = fed;
    const handler = Object.hasOwn(this.policy.on, event.type) ? this.policy.on[event.type] : undefined;
    if (!handler) return undefined;
    const requests = (): readonly Request[] => {
      if (unreadable) throw unreadable;
      return handler(event);
    };
    return { fed, requests };
  }

  private async react(reactions: readonly Reaction[], signal: AbortSignal): Promise<Failure | undefined> {
    for (const { fed, requests } of reactions) {
      const { stream, position, scheme, correlation, eventId } = fed.event.recorded;
      try {
        for (const request of requests())
          await this.executor.carryOut(
            this.name,
            request,
            { id: eventId, stream, scheme, correlation, cause: eventId },
            signal,
          );
      } catch (error) {
        if (error instanceof Stopping) throw error;
        return { stream, position, error, attempts: error instanceof RequestFailed ? error.attempts : 1 };
      }
    }
    return undefined;
  }
}
