import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata, ReadModels } from '#eventstore';
import { payableTable } from '../projections/payable.entity.js';
import { reviewTable } from '../projections/review.entity.js';
import { remittanceStream } from './decide-payment.js';
import type { IssueRemittance, PayableEntry } from './remittance.commands.js';
import { accountFold, remittanceDecider } from './remittance.decider.js';

/** Decisions one remittance pays at most; the rest waits for the next. */
const mostLines = 5_000;

export type RemittanceRequest = Omit<IssueRemittance, 'type' | 'entries'>;

/** `new DecideRemittance({ remittance: 'R-2025-05', scheme: 'A', provider: 'CSPS-1', issuedOn, upTo }, by)` */
export class DecideRemittance extends Command<Decided> {
  constructor(
    readonly request: RemittanceRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideRemittance)
export class DecideRemittanceHandler implements ICommandHandler<DecideRemittance> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
  ) {}

  async execute({ request, metadata }: DecideRemittance): Promise<Decided> {
    const { remittance, scheme, provider } = request;
    const account = `benefits.account-${scheme}.${provider}`;
    const { through, waiting = [] } = await this.decisions.latestStateOf('benefits', account, accountFold);
    const entries = await this.payable(through, waiting, scheme, provider);
    const command: IssueRemittance = { type: 'IssueRemittance', ...request, entries };
    const streams = { remittance: remittanceStream(scheme, remittance), account };
    return this.decisions.decideJointly('benefits', streams, remittanceDecider, command, metadata, {
      answer: ({ remittance: { issued } }) => ({ body: issued }),
    });
  }

  /** The ledger may lag behind the log: what it does not show yet is paid by the next remittance. */
  private async payable(
    through: number,
    waiting: readonly number[],
    scheme: string,
    provider: string,
  ): Promise<PayableEntry[]> {
    const scope = { schemes: [scheme] };
    const [waited, later, reviews] = await Promise.all([
      waiting.length === 0
        ? []
        : this.models.find(scope, payableTable, {
            where: { scheme, provider, position: { in: waiting } },
            orderBy: ['position'],
          }),
      this.models.find(scope, payableTable, {
        where: { scheme, provider, position: { atLeast: through + 1 } },
        orderBy: ['position'],
        limit: mostLines,
      }),
      this.models.find(scope, reviewTable, { where: { scheme, provider, status: 'open' } }),
    ]);
    const held = new Set(reviews.map(({ claim }) => claim));
    return [...waited, ...later].map(entry => (held.has(entry.claim) ? { ...entry, underReview: true } : entry));
  }
}
