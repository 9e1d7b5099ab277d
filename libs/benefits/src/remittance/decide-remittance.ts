import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata, ReadModels } from '#eventstore';
import { refuse } from '#kernel';
import { payableTable } from '../projections/payable.entity.js';
import { reviewTable } from '../projections/review.entity.js';
import { remittanceAnswer, remittanceStream } from './decide-payment.js';
import { type RejectRemittance, rejectRemittanceDecider } from './reject-remittance.decider.js';
import type { RemittanceIssued } from './remittance.events.js';
import { RemittanceReason } from './remittance.reasons.js';
import type { IssueRemittance, PayableEntry } from './remittance.commands.js';
import { accountFold, remittanceDecider, remittanceFold } from './remittance.decider.js';

/** Decisions one remittance pays at most; the rest waits for the next. */
const mostLines = 5_000;

export type RemittanceRequest = Omit<IssueRemittance, 'type' | 'entries'>;

/** `new DecideRemittance({ remittance: 'R-2025-05', scheme: 'A', provider: 'CSPS-1', issuedOn, upTo }, by)` */
export class DecideRemittance extends Command<Decided> {
  constructor(
    readonly request: RemittanceRequest | Omit<RejectRemittance, 'type' | 'positions'>,
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
    if ('reason' in request) return this.reject(request, metadata);
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

  /** What a remittance listed, found again in the ledger. */
  private async positionsOf({ scheme, provider, lines }: RemittanceIssued['data']): Promise<readonly number[]> {
    const claims = [...new Set(lines.map(({ claim }) => claim))];
    const rows = await this.models.find({ schemes: [scheme] }, payableTable, {
      where: { scheme, provider, claim: { in: claims } },
    });
    const listed = new Set(lines.map(({ claim, decision }) => `${claim}/${decision}`));
    return rows.filter(row => listed.has(`${row.claim}/${row.decision}`)).map(({ position }) => position);
  }

  /** Takes back what was prepared. */
  async reject(request: Omit<RejectRemittance, 'type' | 'positions'>, metadata: Metadata): Promise<Decided> {
    const { scheme } = metadata;
    const remittance = remittanceStream(scheme, request.remittance);
    const { issued } = await this.decisions.latestStateOf('benefits', remittance, remittanceFold);
    if (!issued) throw new CommandRefused(refuse(RemittanceReason.notFound, undefined, 'notFound'));
    const streams = { remittance, account: `benefits.account-${scheme}.${issued.provider}` };
    const command: RejectRemittance = {
      type: 'RejectRemittance',
      ...request,
      positions: await this.positionsOf(issued),
    };
    return this.decisions.decideJointly('benefits', streams, rejectRemittanceDecider, command, metadata, {
      answer: ({ remittance: state }) => ({ body: remittanceAnswer(state) }),
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
