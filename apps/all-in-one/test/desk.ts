import type { Role } from '#platform';
import type { OpenStage } from '#scenarios';

export interface Asked {
  readonly as: Role;
  readonly schemes?: readonly string[];
  readonly provider?: string;
  readonly funder?: string;
  /** Day of the virtual clock. */
  readonly on?: string;
  readonly key?: string;
}

export interface Told {
  readonly operation: string;
  readonly as: string;
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
}

/** Asks the application as somebody would who holds a token, and remembers every answer. */
export class Desk {
  readonly told: Told[] = [];
  private minutes = 0;

  constructor(readonly stage: OpenStage) {}

  async ask(operation: string, input: Readonly<Record<string, unknown>>, asked: Asked): Promise<Told> {
    const { as, schemes = ['*'], provider, funder, key } = asked;
    const { method, url, body } = this.stage.operations.call(operation, input);
    const token = await this.stage.tokenFor(as, schemes, provider, funder);
    const headers = {
      authorization: `Bearer ${token}`,
      ...this.instant(asked.on),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
    const told = { operation, as, ...(await this.stage.send(method, url, headers, body)) } as Told;
    this.told.push(told);
    if (method !== 'GET') await this.stage.settled();
    return told;
  }

  /** The same, for a story that is to go as it is told. @throws Error when it is refused */
  async do(operation: string, input: Readonly<Record<string, unknown>>, asked: Asked): Promise<Told> {
    const told = await this.ask(operation, input, asked);
    if (told.status >= 400) throw new Error(`${operation}: ${told.status} ${JSON.stringify(told.body)}`);
    return told;
  }

  /** Moves the clock a minute on: what is asked first is recorded first. */
  instant(day = '2025-11-20'): { 'entraide-instant': string } {
    this.minutes += 1;
    const time = `${String(8 + Math.floor(this.minutes / 60)).padStart(2, '0')}:${String(this.minutes % 60).padStart(2, '0')}`;
    const instant = `${day}T${time}:00.000Z`;
    this.stage.moveTo(instant);
    return { 'entraide-instant': instant };
  }
}
