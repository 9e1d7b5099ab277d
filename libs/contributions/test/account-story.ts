import { type Day, foldAll, type Minor } from '#kernel';
import type { Plan } from '../src/plan/plan.state.js';
import { receiptFold, type ReceiptNumber } from '../src/receipt/receipt.state.js';
import type { AccountRequest, RecordReceipt } from '../src/account/account.commands.js';
import { accountDecider } from '../src/account/account.decider.js';
import { accountFold } from '../src/account/account.evolve.js';
import type { AccountEvent } from '../src/account/account.events.js';
import type { AccountState, OpenAccount } from '../src/account/account.state.js';
import { type AccountView, viewOf } from '../src/account/account.view.js';
import { receiptDecider } from '../src/account/record-receipt.js';

/** "Essentiel": 1 000 F to join, 7 000 F a year for each person, all of it before rights open. */
export const essentiel: Plan = {
  version: '2025',
  effectiveFrom: '2024-01-01',
  currency: 'XOF',
  joiningFee: 1_000,
  contributionPerPerson: 7_000,
  months: 12,
  threshold_bps: 10_000,
  balanceDueMonths: null,
  subsidy: null,
  backdatingDays: 30,
  timezone: 'Africa/Ouagadougou',
};

/** The State carries 3 500 F of each person's contribution. */
export const subsidised: Plan = { ...essentiel, subsidy: { fund: 'ETAT', perPerson: 3_500 } };

/** By instalments: three quarters open rights, the rest is due six months later. */
export const instalments: Plan = { ...essentiel, threshold_bps: 7_500, balanceDueMonths: 6 };

/** One household's account told in commands, receipts included: for specs. Keeps every event, as the log would. */
export class AccountStory {
  readonly events: AccountEvent[] = [];
  private state: AccountState = accountFold.initialState;
  private readonly numbers = new Map<string, ReceiptNumber>();

  constructor(
    private readonly plans: readonly Plan[] = [essentiel],
    private readonly actor = 'clerk-1',
  ) {}

  get account(): OpenAccount {
    if (this.state.status === 'none') throw new Error('no account yet');
    return this.state;
  }

  get view(): AccountView {
    return viewOf(this.account);
  }

  /** What was decided, oldest first: the event types without their context's name. */
  get told(): readonly string[] {
    return this.events.map(({ type }) => type.replace('contributions.', ''));
  }

  /** @returns events recorded, or the code of the refusal */
  ask(request: AccountRequest | RecordReceipt, recordedOn: Day = '2026-12-31', plans = this.plans) {
    const context = { scheme: 'A', household: 'H0', recordedOn, actor: this.actor, plans };
    if (request.type === 'RecordReceipt') return this.record({ ...request, ...context });
    const decision = accountDecider.decide({ ...request, ...context }, this.state);
    if (decision.outcome === 'refused') return decision.reason;
    return this.keep(decision.outcome === 'accepted' ? decision.events : []);
  }

  enrol(persons: readonly string[] = ['AWA', 'ISSA'], enrolledOn: Day = '2024-12-10', term = 1) {
    return this.ask({ type: 'NoteEnrolment', product: 'P1', term, persons, enrolledOn });
  }

  /** Approved by a second person unless the day it is entered is named. */
  pay(receipt: string, amount: Minor, receivedOn: Day, enteredOn?: Day) {
    const approvedBy = enteredOn === undefined ? 'manager-1' : undefined;
    return this.ask({ type: 'RecordReceipt', receipt, amount, receivedOn, approvedBy }, enteredOn);
  }

  void(receipt: string, voidedOn: Day) {
    return this.ask({ type: 'VoidReceipt', receipt, voidedOn, reason: 'chèque impayé' });
  }

  refund(refund: string, amount: Minor, paidOn: Day, approvedBy = 'manager-1') {
    return this.ask({ type: 'RefundCredit', refund, amount, paidOn, approvedBy });
  }

  waive(amount: Minor, decidedOn: Day, approvedBy = 'manager-1', term = 1) {
    return this.ask({ type: 'WaiveDues', term, amount, decision: 'AG-2025-1', decidedOn, approvedBy });
  }

  start(term: number, from: Day, to: Day, renewalOpensOn?: Day) {
    return this.ask({ type: 'NoteTermStarted', term, from, to, renewalOpensOn });
  }

  close(day: Day) {
    return this.ask({ type: 'CloseAccountDay', day });
  }

  subsidy(amount: Minor, served: number, waiting: number, reason: string | null = null, term = 1) {
    const answer = { fund: 'ETAT', term, amount, served, waiting, reason, on: '2024-12-12' };
    return this.ask({ type: 'NoteSubsidyReserved', ...answer });
  }

  private record(command: Parameters<typeof receiptDecider.decide>[0]) {
    const number = this.numbers.get(command.receipt) ?? receiptFold.initialState;
    const decision = receiptDecider.decide(command, { account: this.state, number });
    if (decision.outcome === 'refused') return decision.reason;
    if (decision.outcome === 'nothingToDo') return [];
    this.numbers.set(command.receipt, foldAll(receiptFold, decision.events.number ?? []));
    return this.keep(decision.events.account ?? []);
  }

  private keep(events: readonly AccountEvent[]) {
    this.events.push(...events);
    this.state = foldAll({ ...accountFold, initialState: this.state }, events);
    return events;
  }
}
