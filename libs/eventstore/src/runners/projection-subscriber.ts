import type { Projection } from '../projection.js';
import type { ReadModels } from '../read-models.js';
import { applyEvents, handlerOf, prefetch } from './apply-events.js';
import type { FedEvent } from './event-feed.js';
import { type Handled, nothingHandled, type Subscriber } from './follower.js';
import { type Patience, patient, pause, pauseOf, Stopping } from './transient.js';
import { RowBuffer } from './row-buffer.js';

/** Turns batches of events into rows. */
export class ProjectionSubscriber implements Subscriber {
  readonly name: string;

  constructor(
    readonly projection: Projection,
    private readonly models: ReadModels,
    private readonly patience: Patience = patient,
  ) {
    this.name = projection.name;
  }

  async handle(events: readonly FedEvent[], signal: AbortSignal): Promise<Handled> {
    const concerned = events.filter(({ event }) => handlerOf(this.projection, event.type));
    if (concerned.length === 0) return nothingHandled;
    for (let attempts = 1; ; attempts += 1) {
      const rows = new RowBuffer();
      await prefetch(this.projection, concerned, rows, this.models, this.projection.shard);
      const failed = applyEvents(this.projection, concerned, rows);
      if (failed.size === 0 || attempts >= this.patience.attempts) {
        const failures = [...failed].map(([stream, { fed, error }]) => ({
          stream,
          position: fed.event.recorded.position,
          error,
          attempts,
        }));
        const changes = rows.changes();
        return { changes, failures };
      }
      await pause(pauseOf(this.patience, attempts), signal);
      if (signal.aborted) throw new Stopping(this.name);
    }
  }
}
