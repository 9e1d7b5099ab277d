import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { payRemittanceDecider } from './pay-remittance.decider.js';
import type { ApproveRemittance, ConfirmPayment } from './remittance.commands.js';
import type { RemittanceState } from './remittance.decider.js';
import type { RemittanceEvent } from './remittance.events.js';

export const remittanceStream = (scheme: string, remittance: string): string =>
  `benefits.remittance-${scheme}.${remittance}`;

/** `new DecidePayment({ type: 'ApproveRemittance', remittance: 'R-05', actor, on }, by)` */
export class DecidePayment extends Command<Decided> {
  constructor(
    readonly request: Omit<ApproveRemittance, 'preparedBy'> | ConfirmPayment,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecidePayment)
export class DecidePaymentHandler implements ICommandHandler<DecidePayment> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ request, metadata }: DecidePayment): Promise<Decided> {
    const stream = remittanceStream(metadata.scheme, request.remittance);
    const command = request.type === 'ApproveRemittance' ? await this.withPreparer(request, stream) : request;
    return this.decisions.decide('benefits', stream, payRemittanceDecider, command, metadata, {
      answer: ({ self }) => ({ body: remittanceAnswer(self) }),
    });
  }

  private async withPreparer(
    request: Omit<ApproveRemittance, 'preparedBy'>,
    stream: string,
  ): Promise<ApproveRemittance> {
    const [issued] = await this.decisions.history<RemittanceEvent>('benefits', stream);
    return { ...request, preparedBy: issued?.recorded.actor.id ?? null };
  }
}

/** How a remittance stands: prepared, approved, paid. Null where there is none. */
export const remittanceAnswer = ({ issued, approved, rejected, paid }: RemittanceState) =>
  issued && {
    ...issued,
    status: rejected
      ? ('rejected' as const)
      : paid
        ? ('paid' as const)
        : approved
          ? ('approved' as const)
          : ('prepared' as const),
    approvedOn: approved?.on ?? null,
    paidOn: paid?.on ?? null,
    reference: paid?.reference ?? null,
  };

export type RemittanceAnswer = NonNullable<ReturnType<typeof remittanceAnswer>>;
