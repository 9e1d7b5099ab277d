import {
  acceptIn,
  type Day,
  type Fold,
  type JointDecider,
  type Minor,
  nothingToDo,
  refuse,
  sum,
  unreachable,
} from '#kernel';
import type { IssueRemittance, PayableEntry } from './remittance.commands.js';
import type { AccountEvent, RemittanceEvent, RemittanceIssued } from './remittance.events.js';
import { RemittanceReason } from './remittance.reasons.js';

export interface RemittanceState {
  readonly issued: RemittanceIssued['data'] | null;
  readonly approved?: { readonly by: string; readonly on: Day };
  readonly rejected?: { readonly by: string; readonly on: Day };
  readonly paid?: { readonly on: Day; readonly reference: string };
}

export interface AccountState {
  /** Decisions up to this position are paid. */
  readonly through: number;
  /** What the provider still owes from remittances whose net would have been negative. */
  readonly carried: Minor;
  /** The latest; absent while there is none. */
  readonly remittance?: string;
  /** Decisions before `through` that still wait to be paid; absent when there are none. */
  readonly waiting?: readonly number[];
}

export const remittanceFold: Fold<RemittanceEvent, RemittanceState> = {
  initialState: { issued: null },
  evolve(remittance, event) {
    switch (event.type) {
      case 'benefits.RemittanceIssued':
        return { issued: event.data };
      case 'benefits.RemittanceApproved':
        return { ...remittance, approved: { by: event.data.approvedBy, on: event.data.approvedOn } };
      case 'benefits.RemittanceRejected':
        return { ...remittance, rejected: { by: event.data.rejectedBy, on: event.data.rejectedOn } };
      case 'benefits.RemittancePaid':
        return { ...remittance, paid: { on: event.data.paidOn, reference: event.data.reference } };
      default:
        return unreachable(event);
    }
  },
};

export const accountFold: Fold<AccountEvent, AccountState> = {
  initialState: { through: 0, carried: 0 },
  evolve: (_, { data: { through, carried, waiting, remittance } }) => ({
    through,
    carried,
    remittance,
    ...(waiting && waiting.length > 0 ? { waiting } : {}),
  }),
};

export type RemittanceStreams = {
  readonly remittance: { readonly event: RemittanceEvent; readonly state: RemittanceState };
  readonly account: { readonly event: AccountEvent; readonly state: AccountState };
};

/**
 * Pays a provider once for each decision, corrections netted; a closed remittance never changes, so a later reversal
 * lands in the next one.
 *
 * @refuses benefits.remittance.already_issued   the id belongs to another remittance
 * @refuses benefits.remittance.up_to_in_future  the last day is after the day of issue
 * @refuses benefits.remittance.nothing_due      no decision is left to pay
 * @refuses benefits.remittance.mixed_currencies decisions in two currencies are not added
 */
export const remittanceDecider: JointDecider<IssueRemittance, RemittanceStreams, RemittanceReason> = {
  folds: { remittance: remittanceFold, account: accountFold },

  decide(command, { remittance: { issued }, account }) {
    const { remittance, scheme, provider, issuedOn, upTo } = command;
    if (issued) {
      const same = issued.scheme === scheme && issued.provider === provider && issued.upTo === upTo;
      return same ? nothingToDo : refuse(RemittanceReason.alreadyIssued, { remittance });
    }
    if (upTo > issuedOn) return refuse(RemittanceReason.upToInFuture, { upTo, issuedOn }, 'unprocessable');
    const upToNow = dueEntries(command, account);
    const due = upToNow.filter(({ underReview }) => !underReview);
    const waiting = upToNow.filter(({ underReview }) => underReview).map(({ position }) => position);
    const [first, last] = [due[0], upToNow.at(-1)];
    if (!first || !last) return refuse(RemittanceReason.nothingDue, { provider, upTo });
    const { currency } = first;
    if (due.some(entry => entry.currency !== currency)) return refuse(RemittanceReason.mixedCurrencies, { provider });

    const gross = sum(due.map(({ amount }) => Math.max(0, amount)));
    const returned = sum(due.map(({ amount }) => Math.max(0, -amount)));
    const carriedIn = account.carried;
    const left = gross - returned - carriedIn;
    const [net, carriedOut] = [Math.max(0, left), Math.max(0, -left)];
    const lines = due.map(({ claim, decision, amount }) => ({ claim, decision, amount }));
    return acceptIn({
      remittance: [
        {
          type: 'benefits.RemittanceIssued',
          version: 1,
          effectiveAt: issuedOn,
          data: {
            remittance,
            scheme,
            provider,
            currency,
            issuedOn,
            upTo,
            gross,
            returned,
            carriedIn,
            net,
            carriedOut,
            lines,
          },
        },
      ],
      account: [
        {
          type: 'benefits.AccountRemitted',
          version: 1,
          effectiveAt: issuedOn,
          data: {
            remittance,
            scheme,
            provider,
            through: Math.max(account.through, last.position),
            carried: carriedOut,
            ...(waiting.length > 0 ? { waiting } : {}),
          },
        },
      ],
    });
  },
};

/**
 * What waited before and the entries after the last one paid, in the order of the log, up to the first recorded after
 * the day. An entry behind that one waits for the next remittance: the mark `through` must leave none behind it.
 */
const dueEntries = (
  { entries, upTo }: IssueRemittance,
  { through, waiting = [] }: AccountState,
): readonly PayableEntry[] => {
  const unpaid = entries.filter(({ position }) => position > through || waiting.includes(position));
  const tooLate = unpaid.findIndex(({ recordedOn }) => recordedOn > upTo);
  return tooLate < 0 ? unpaid : unpaid.slice(0, tooLate);
};
