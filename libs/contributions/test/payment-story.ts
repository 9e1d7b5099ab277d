import type { Currency, Day, DomainEvent, Fold, Minor } from '#kernel';
import { accountDecider } from '../src/account/account.decider.js';
import type { AccountEvent } from '../src/account/account.events.js';
import type { Posting } from '../src/account/account.types.js';
import { type OpenAccount } from '../src/account/account.state.js';
import {
  bookPaymentDecider,
  reversePaymentDecider,
  suspendPaymentDecider,
} from '../src/account/payment/book-payment.js';
import type { NoteAnswer, ReversePayment } from '../src/account/payment/payment.commands.js';
import { paymentDecider } from '../src/account/payment/payment.decider.js';
import { type Payment, paymentsFold } from '../src/account/payment/payment.state.js';
import { receiptFold, type ReceiptNumber } from '../src/receipt/receipt.state.js';
import { assignDecider, numberOf, reopenDecider } from '../src/account/wallet/assign.js';
import type { Booked, Line, WalletRequest } from '../src/account/wallet/wallet.commands.js';
import { walletDecider } from '../src/account/wallet/wallet.decider.js';
import { itemOf, walletFold, type WalletState } from '../src/account/wallet/wallet.state.js';
import { essentiel } from './account-story.js';

interface Outcome {
  readonly outcome: string;
  readonly reason?: string;
  readonly events?: unknown;
}
const [scheme, household] = ['A', 'H0'];
const approvedBy = 'manager-2';

/** One household's payments, its account and the scheme's wallet, told in commands: for specs. */
export class PaymentStory {
  readonly events: DomainEvent[] = [];
  payments = paymentsFold.initialState;
  wallet: WalletState = walletFold.initialState;
  today: Day = '2025-01-10';
  private account = accountDecider.initialState;
  private readonly numbers = new Map<string, ReceiptNumber>();

  constructor() {
    const persons = ['AWA', 'ISSA'];
    const note = { type: 'NoteEnrolment', product: 'P1', term: 1, persons, enrolledOn: '2024-12-10' } as const;
    const decision = accountDecider.decide({ ...note, ...this.context }, this.account);
    this.keepAccount(decision.outcome === 'accepted' ? decision.events : []);
  }

  get open(): OpenAccount {
    if (this.account.status === 'none') throw new Error('no account yet');
    return this.account;
  }

  get paid(): readonly Payment[] {
    return this.payments.payments;
  }

  /** Sum of what was ever posted to an account of the journal. */
  balance(account: Posting['account']): Minor {
    return this.events
      .flatMap(({ data }) => (data as { postings?: readonly Posting[] }).postings ?? [])
      .filter(one => one.account === account)
      .reduce((total, { amount }) => total + amount, 0);
  }

  get told(): readonly string[] {
    return this.events.map(({ type }) => type.replace('contributions.', ''));
  }

  request(payment: string, amount: Minor, account: 'here' | 'none' | 'elsewhere' = 'here') {
    const { currency } = this.open;
    const of = { here: { scheme, currency }, none: null, elsewhere: { scheme: 'B', currency } }[account];
    const wanted = { payment, amount, payer: '+22670000000', reference: `ref-${payment}`, account: of };
    return this.ask({ type: 'RequestPayment', ...wanted, ...this.context });
  }

  hear(payment: string, answer: NoteAnswer['answer']) {
    return this.ask({ type: 'NoteAnswer', payment, answer, ...this.context });
  }

  close(day: Day) {
    return this.ask({ type: 'ClosePaymentsDay', day, ...this.context });
  }

  giveUp(payment: string, by = approvedBy) {
    const { comparedUpTo } = this.wallet;
    return this.ask({ type: 'GiveUpPayment', payment, approvedBy: by, comparedUpTo, ...this.context });
  }

  /** The operator holds money for it: booked, or held in suspense where it cannot be. */
  succeed(
    payment: string,
    amount: Minor,
    operatorReference: string,
    paidOn: Day | null = null,
    currency: Currency = 'XOF',
  ) {
    const command = {
      type: 'BookPayment',
      payment,
      operatorReference,
      amount,
      currency,
      paidOn,
      ...this.context,
    } as const;
    const number = this.numberOf(`MM-${operatorReference}`);
    const { account, payments, wallet } = this;
    const booked = bookPaymentDecider.decide(command, { account, payments, number });
    if (booked.outcome !== 'refused') return this.keep(booked, `MM-${operatorReference}`);
    return this.keep(suspendPaymentDecider.decide(command, { payments, wallet }));
  }

  reverse(payment: string, reversedOn: Day, changes: Partial<ReversePayment> = {}) {
    const asked = { type: 'ReversePayment', payment, because: 'operator-error', reversedOn, approvedBy } as const;
    const { account, payments } = this;
    return this.keep(reversePaymentDecider.decide({ ...asked, ...changes, ...this.context }, { account, payments }));
  }

  compare(day: Day, lines: readonly Line[]) {
    const ours = this.paid.flatMap((one): readonly Booked[] =>
      one.operatorReference === null || one.bookedOn === null
        ? []
        : [
            {
              ...{ household, payment: one.payment, currency: one.currency, bookedOn: one.bookedOn },
              amount: this.bookedOf(one.payment),
              operatorReference: one.operatorReference,
              isReconciled: this.isReconciled(one.payment),
              isReversed: one.status === 'reversed',
            },
          ],
    );
    const command = { type: 'CompareStatement', scheme, day, lines, ours } as const;
    return this.keep(
      walletDecider.decide({ ...command, recordedOn: this.today, actor: 'manager-1' }, this.wallet),
      '',
      'wallet',
    );
  }

  decide(request: WalletRequest) {
    const command = { ...request, scheme, recordedOn: this.today, actor: 'manager-1' };
    return this.keep(walletDecider.decide(command, this.wallet), '', 'wallet');
  }

  assign(item: string, by = approvedBy, to = household) {
    const receipt = numberOf(itemOf(this.wallet, item) ?? { item, assigned: 0 });
    const command = { type: 'AssignSuspense', item, because: 'no-reference', approvedBy: by, receipt } as const;
    const states = { account: this.account, number: this.numberOf(receipt), wallet: this.wallet };
    return this.keep(assignDecider.decide({ ...command, ...this.context, household: to }, states), receipt);
  }

  reopen(item: string) {
    const command = { type: 'ReopenSuspense', item, approvedBy, ...this.context } as const;
    return this.keep(reopenDecider.decide(command, { account: this.account, wallet: this.wallet }));
  }

  sendBack(item: string, returnedOn: Day) {
    return this.decide({ type: 'ReturnSuspense', item, because: 'paid-twice', voucher: 'V', returnedOn, approvedBy });
  }

  private get context() {
    return { scheme, household, recordedOn: this.today, actor: 'manager-1', plans: [essentiel] };
  }

  private ask(command: Parameters<typeof paymentDecider.decide>[0]) {
    return this.keep(paymentDecider.decide(command, this.payments), '', 'payments');
  }

  private numberOf(receipt: string): ReceiptNumber {
    return this.numbers.get(receipt) ?? receiptFold.initialState;
  }

  private bookedOf(payment: string): Minor {
    return this.dataOf('PaymentSucceeded', payment)?.amount ?? 0;
  }

  private isReconciled(payment: string): boolean {
    return this.events.some(
      ({ type, data }) =>
        type === 'contributions.StatementCompared' &&
        (data as { matched: readonly { payment: string }[] }).matched.some(one => one.payment === payment),
    );
  }

  private dataOf(type: string, payment: string) {
    return this.events
      .filter(one => one.type === `contributions.${type}`)
      .map(({ data }) => data as { payment: string; amount: Minor })
      .find(data => data.payment === payment);
  }

  /** @returns types of the events recorded, or the code of the refusal */
  private keep(decision: Outcome, receipt = '', only?: 'payments' | 'wallet'): string | readonly string[] {
    if (decision.outcome === 'refused') return decision.reason ?? '';
    if (decision.outcome === 'nothingToDo') return [];
    const by = (only ? { [only]: decision.events } : decision.events) as Record<string, readonly DomainEvent[]>;
    this.keepAccount((by['account'] ?? []) as readonly AccountEvent[]);
    this.payments = folded(paymentsFold, this.payments, by['payments']);
    this.wallet = folded(walletFold, this.wallet, by['wallet']);
    if (by['number']) this.numbers.set(receipt, folded(receiptFold, receiptFold.initialState, by['number']));
    const others = [...(by['payments'] ?? []), ...(by['wallet'] ?? [])];
    this.events.push(...others);
    return [...(by['account'] ?? []), ...others].map(({ type }) => type.replace('contributions.', ''));
  }

  private keepAccount(events: readonly AccountEvent[]): void {
    this.events.push(...events);
    this.account = folded(accountDecider, this.account, events);
  }
}

const folded = <Event extends DomainEvent, State>(
  fold: Fold<Event, State>,
  state: State,
  events: readonly DomainEvent[] = [],
): State => (events as readonly Event[]).reduce((before, event) => fold.evolve(before, event), state);
