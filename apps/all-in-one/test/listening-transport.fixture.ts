import type { Shard } from '#eventstore';
import { InProcessTransport, type Message } from '#messaging';

/** Keeps every message said between the contexts, as text. */
export class ListeningTransport extends InProcessTransport {
  constructor(private readonly heard: string[]) {
    super();
  }
  override send(topic: Shard, messages: readonly Message[]): Promise<void> {
    this.heard.push(...messages.map(message => JSON.stringify(message)));
    return super.send(topic, messages);
  }
}
