import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with the next request. */
export type Fault =
  'lost-answer' | 'lost-request' | 'duplicate-callback' | 'callback-first' | 'late-success' | 'declined';

interface Held {
  readonly reference: string;
  readonly operatorReference: string;
  readonly state: string;
  readonly wanted: Readonly<Record<string, unknown>>;
  status: 'pending' | 'completed' | 'failed';
}

type Json = Readonly<Record<string, unknown>> | readonly unknown[];

/** A mobile money operator that speaks GSMA 1.2 and can be told to go wrong, for specs and rehearsals. */
export class OperatorSimulator {
  /** What was called back, in order: the operator's reference of each. */
  readonly calledBack: string[] = [];
  private readonly held = new Map<string, Held>();
  private readonly faults: Fault[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OperatorSimulator> {
    const server = createServer();
    const operator = new OperatorSimulator(server);
    server.on('request', (request, response) => void operator.answer(request, response));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return operator;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The next requests for a payment go wrong like this, one each. */
  goWrong(...faults: readonly Fault[]): void {
    this.faults.push(...faults);
  }

  /** The member typed the code, or let it go. */
  settle(reference: string, status: 'completed' | 'failed' = 'completed'): void {
    const held = this.held.get(reference);
    if (held) held.status = status;
  }

  /** How many payments the operator ever took under a reference: never more than one. */
  get payments(): number {
    return this.held.size;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (request.method === 'POST') return this.take(request, response);
    const [kind, id = ''] = url.pathname.slice(1).split('/');
    const found = this.find(kind, id);
    if (found) return say(response, 200, found);
    if (kind === 'accounts') return say(response, 200, this.statement());
    return say(response, 404, error('identification', 'identifierError'));
  }

  private find(kind: string | undefined, id: string): Json | undefined {
    const all = [...this.held.values()];
    if (kind === 'responses') {
      const held = this.held.get(id);
      const link =
        held &&
        (held.status === 'completed' ? `/transactions/${held.operatorReference}` : `/requeststates/${held.state}`);
      return link === undefined ? undefined : { link };
    }
    const held = all.find(one => (kind === 'transactions' ? one.operatorReference : one.state) === id);
    if (!held) return undefined;
    return kind === 'transactions' ? transactionOf(held) : kind === 'requeststates' ? stateOf(held) : undefined;
  }

  private statement(): readonly Json[] {
    return [...this.held.values()].filter(({ status }) => status === 'completed').map(transactionOf);
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const wanted = JSON.parse(Buffer.concat(chunks).toString()) as Held['wanted'];
    const reference = String(request.headers['x-correlationid']);
    if (this.held.has(reference)) return say(response, 400, error('businessRule', 'duplicateRequest'));
    const fault = this.faults.shift();
    if (fault === 'lost-request') return void request.socket.destroy();
    if (fault === 'declined') return say(response, 400, error('authorisation', 'requestDeclined'));
    const number = String(this.held.size + 1).padStart(12, '0');
    const status = fault === undefined || fault === 'late-success' || fault === 'lost-answer' ? 'pending' : 'completed';
    const held: Held = {
      ...{ reference, operatorReference: `MP${number}`, state: `00000000-0000-4000-8000-${number}`, wanted, status },
    };
    this.held.set(reference, held);
    if (fault === 'lost-answer' || fault === 'late-success') return void request.socket.destroy();
    const times = fault === 'duplicate-callback' ? 2 : fault === 'callback-first' ? 1 : 0;
    for (let time = 0; time < times; time += 1) await this.callBack(request.headers['x-callback-url'], held);
    return say(response, 202, stateOf({ ...held, status: fault === 'callback-first' ? 'pending' : held.status }));
  }

  private async callBack(url: string | string[] | undefined, held: Held): Promise<void> {
    this.calledBack.push(held.operatorReference);
    if (typeof url !== 'string') return;
    const body = JSON.stringify(transactionOf(held));
    await fetch(url, { method: 'PUT', body, headers: { 'content-type': 'application/json' } }).catch(() => undefined);
  }
}

/** As the operator tells it: schema `responseTransactionType`. */
const transactionOf = ({ operatorReference, reference, wanted, status }: Held): Json => ({
  ...wanted,
  type: 'merchantpay',
  transactionReference: operatorReference,
  requestingOrganisationTransactionReference: reference,
  transactionStatus: status,
});

/** As the operator tells it: schema `requestStateObject`. */
const stateOf = ({ state, status, operatorReference }: Held): Json => ({
  serverCorrelationId: state,
  status,
  notificationMethod: 'polling',
  ...(status === 'completed' ? { objectReference: operatorReference } : {}),
  ...(status === 'failed' ? { error: error('authorisation', 'requestDeclined') } : {}),
});

const error = (errorCategory: string, errorCode: string): Json => ({ errorCategory, errorCode });

const say = (response: ServerResponse, status: number, body: Json): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
