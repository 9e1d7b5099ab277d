import { Module } from '@nestjs/common';
import { anyProjection } from '#eventstore';
import { anyInbox, anyPolicy, anyPublication } from '#messaging';
import type { ContextParts } from '#platform';
import { DecideAccountHandler } from './account/decide-account.js';
import { CloseContributionDayHandler } from './account/decide-close-day.js';
import { DecideReceiptHandler } from './account/decide-receipt.js';
import { DecideBookletHandler } from './booklet/decide-booklet.js';
import { contributionsContracts } from './contracts/contributions.schema.js';
import { CashController } from './http/cash.controller.js';
import { BookletsHandler, CashBookHandler, TillsHandler } from './http/cash.queries.js';
import { ContributionsController } from './http/contributions.controller.js';
import { ContributionFiguresController } from './http/figures.controller.js';
import { FiguresHandler, RenewalsHandler } from './http/figures.queries.js';
import { HintsController } from './http/hints.controller.js';
import { PaymentsController } from './http/payments.controller.js';
import { SimulatePlanHandler } from './http/simulation.queries.js';
import { RegistersController } from './http/registers.controller.js';
import { WalletController } from './http/wallet.controller.js';
import { AccountHandler, ReceiptsHandler } from './http/contributions.queries.js';
import { DecideLoanHandler, LoansHandler } from './account/loan/decide-loan.js';
import { LoansController } from './http/loans.controller.js';
import { BetweenHandler, DecideBetweenHandler } from './clearing/decide-between.js';
import { ClearingHandler, NetSchemesHandler } from './clearing/decide-clearing.js';
import { SettlementDesk, SettlePaymentHandler } from './clearing/decide-settlement.js';
import { ClearingController } from './http/clearing.controller.js';
import { ClearingsController } from './http/clearings.controller.js';
import { fromBenefits } from './messaging/from-benefits.js';
import { carryAlongPolicy } from './policies/carry-along.policy.js';
import { fromMembership } from './messaging/from-membership.js';
import { fromSubsidies } from './messaging/from-subsidies.js';
import { fromAudit, toldForgotten } from './messaging/forgetting.js';
import { toTheWorld } from './messaging/to-the-world.js';
import { PaymentDay } from './account/payment/decide-payments-day.js';
import { DecidePaymentHandler } from './account/payment/decide-payment.js';
import { HearPaymentHandler } from './account/payment/decide-heard.js';
import { PaymentDesk } from './account/payment/decide-from-answer.js';
import { DecidePlanHandler } from './plan/decide-plan.js';
import { AccountRow } from './projections/account.entity.js';
import { accountProjection } from './projections/account.projection.js';
import { BookletRow } from './projections/booklet.entity.js';
import { bookletProjection } from './projections/booklet.projection.js';
import { ContributionsCash1760000151000 } from './projections/cash.migration.js';
import { JournalRow } from './projections/journal.entity.js';
import { journalProjection } from './projections/journal.projection.js';
import { PaymentRow } from './projections/payment.entity.js';
import { ContributionsPayments1760000152000 } from './projections/payment.migration.js';
import { paymentProjection } from './projections/payment.projection.js';
import { ContributionsReadModels1760000150000 } from './projections/read-models.migration.js';
import { ReceiptRow } from './projections/receipt.entity.js';
import { receiptProjection } from './projections/receipt.projection.js';
import { CashBookRow, TillRow } from './projections/till.entity.js';
import { tillProjection } from './projections/till.projection.js';
import { DecideTillHandler } from './till/decide-till.js';
import { DecideWalletHandler, WalletHandler } from './account/wallet/decide-wallet.js';
import { Statements } from './account/wallet/decide-statement.js';

/** What is due, how a receipt is allocated, when the threshold is met: the table of contents of the context. */
@Module({
  controllers: [
    ContributionsController,
    CashController,
    ContributionFiguresController,
    RegistersController,
    PaymentsController,
    WalletController,
    HintsController,
    ClearingController,
    ClearingsController,
    LoansController,
  ],
  providers: [
    DecidePlanHandler,
    DecideAccountHandler,
    DecideReceiptHandler,
    CloseContributionDayHandler,
    AccountHandler,
    ReceiptsHandler,
    DecideTillHandler,
    DecideBookletHandler,
    TillsHandler,
    CashBookHandler,
    BookletsHandler,
    FiguresHandler,
    RenewalsHandler,
    PaymentDesk,
    PaymentDay,
    Statements,
    DecidePaymentHandler,
    HearPaymentHandler,
    DecideWalletHandler,
    WalletHandler,
    SimulatePlanHandler,
    DecideBetweenHandler,
    BetweenHandler,
    NetSchemesHandler,
    ClearingHandler,
    SettlementDesk,
    SettlePaymentHandler,
    DecideLoanHandler,
    LoansHandler,
  ],
})
export class ContributionsModule {}

export const contributionsContext: ContextParts = {
  shard: 'contributions',
  module: ContributionsModule,
  projections: [
    anyProjection(accountProjection),
    anyProjection(receiptProjection),
    anyProjection(journalProjection),
    anyProjection(tillProjection),
    anyProjection(bookletProjection),
    anyProjection(paymentProjection),
  ],
  policies: [anyPolicy(carryAlongPolicy)],
  inboxes: [anyInbox(fromMembership), anyInbox(fromSubsidies), anyInbox(fromBenefits), anyInbox(fromAudit)],
  publications: [anyPublication(toTheWorld), anyPublication(toldForgotten)],
  contracts: contributionsContracts,
  migrations: [
    ContributionsReadModels1760000150000,
    ContributionsCash1760000151000,
    ContributionsPayments1760000152000,
  ],
  upcasters: {},
  entities: [AccountRow, ReceiptRow, JournalRow, TillRow, CashBookRow, BookletRow, PaymentRow],
};
