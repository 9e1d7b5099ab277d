import { randomUUID } from 'node:crypto';
import { type DataKeys, EventCodec, type EventLog, LogDecisions, type Metadata, type ReadModels } from '#eventstore';
import { VirtualClock } from '#kernel';
import { InProcessTransport, type Message, Runners } from '#messaging';
import { DecideCofunding, DecideCofundingHandler } from './cofunding/decide-cofunding.js';
import { DecideClawBack, DecideClawBackHandler } from './fund/decide-clawback.js';
import { DecideFund, DecideFundHandler } from './fund/decide-fund.js';
import {
  DecideReservation,
  DecideReservationHandler,
  FollowDues,
  FollowDuesHandler,
} from './fund/decide-reservation.js';
import { openFund } from './fund/fund.fixture.js';
import { DecideFunder, DecideFunderHandler } from './funder/decide-funder.js';
import { DecideHousehold, DecideHouseholdHandler } from './household/decide-household.js';
import { subsidiesContext } from './subsidies.module.js';

export interface Stores {
  readonly log: EventLog;
  readonly models: ReadModels;
  readonly keys: DataKeys;
  close(): Promise<void>;
}

export const by = (scheme = '*'): Metadata => ({
  commandId: randomUUID(),
  scheme,
  actor: { id: 'finance', role: 'federation-finance' },
  correlation: randomUUID(),
  recordedAt: '2025-03-01T08:00:00.000Z',
});

/** The context at work: messages in, decisions, messages out, read models. */
export const startSubsidies = async ({ log, models, keys }: Stores) => {
  const codec = new EventCodec(keys);
  const decisions = new LogDecisions(log, codec, keys);
  const handlers = {
    funder: new DecideFunderHandler(decisions),
    fund: new DecideFundHandler(decisions),
    reservation: new DecideReservationHandler(decisions),
    dues: new FollowDuesHandler(decisions),
    clawback: new DecideClawBackHandler(decisions),
    household: new DecideHouseholdHandler(decisions),
    cofunding: new DecideCofundingHandler(decisions),
  };
  const execute = async (command: object): Promise<unknown> => {
    if (command instanceof DecideFunder) return handlers.funder.execute(command);
    if (command instanceof DecideFund) return handlers.fund.execute(command);
    if (command instanceof DecideReservation) return handlers.reservation.execute(command);
    if (command instanceof FollowDues) return handlers.dues.execute(command);
    if (command instanceof DecideClawBack) return handlers.clawback.execute(command);
    if (command instanceof DecideHousehold) return handlers.household.execute(command);
    if (command instanceof DecideCofunding) return handlers.cofunding.execute(command);
    throw new Error('no handler');
  };
  const transport = new InProcessTransport();
  const told: Message[] = [];
  await transport.subscribe('subsidies', 'listener', async messages => void told.push(...messages));
  const ports = {
    log,
    models,
    transport,
    clock: new VirtualClock(),
    open: codec.open.bind(codec, 'subsidies'),
    execute,
  };
  const runners = new Runners(ports, subsidiesContext);
  await runners.start();
  await execute(
    new DecideFunder(
      { type: 'RegisterFunder', funder: 'ONG-SOLEIL', name: 'ONG Soleil', registeredOn: '2025-01-02' },
      by(),
    ),
  );
  await execute(new DecideFund(openFund(), by()));
  /** Another process on the same log: it knows nothing of what the first one just decided. */
  const elsewhere = new DecideReservationHandler(new LogDecisions(log, codec, keys));
  return { execute, elsewhere, transport, told, runners, models };
};

let revision = 0;
/** What contributions say about a household's dues. */
export const contributions = (type: string, household: string, data: object, scheme = 'DIOFIOR'): Message => ({
  id: randomUUID(),
  type: `contributions.${type}.v1`,
  source: 'contributions',
  stream: `contributions.account-${household}`,
  revision: (revision += 1),
  scheme,
  effectiveAt: '2025-03-05',
  recordedAt: '2025-03-05T08:00:00.000Z',
  correlation: randomUUID(),
  cause: randomUUID(),
  data: { household, term: 1, ...data },
});

export const duesRaised = (household: string, persons: number, raisedOn: string, scheme?: string): Message =>
  contributions(
    'dues-raised',
    household,
    { currency: 'XOF', subsidy: { fund: 'F-MATCH', perPerson: 3_500, persons }, raisedOn },
    scheme,
  );

export type AtWork = Awaited<ReturnType<typeof startSubsidies>>;
