import type { Shard, StoredEvent } from '#eventstore';

export type Clear = Readonly<Record<string, unknown>>;

/** An event with its clear part read. */
export interface Told {
  readonly event: StoredEvent;
  readonly data: Clear;
}

/** Facts of a stream that a later one rests on by what its clear part names. */
export interface Link {
  readonly shard: Shard;
  readonly stream: string;
  readonly picks: (earlier: readonly Told[]) => readonly Told[];
}

type LinksOf = (told: Told) => readonly Link[];

export const toldOf = (event: StoredEvent): Told => ({
  event,
  data: JSON.parse(Buffer.from(event.clear).toString('utf8')) as Clear,
});

const listOf = (value: unknown): readonly Clear[] => (Array.isArray(value) ? (value as readonly Clear[]) : []);
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

type Test = (one: Told) => boolean;
const is =
  (types: readonly string[], test: Test = () => true): Test =>
  one =>
    types.includes(one.event.type) && test(one);

const all = (shard: Shard, stream: string, test: Test): Link => ({ shard, stream, picks: told => told.filter(test) });
const latest = (shard: Shard, stream: string, test: Test): Link => ({
  shard,
  stream,
  picks: told => told.filter(test).slice(-1),
});
/** Of the same stream, before the event itself. */
const own = (
  { event }: Told,
  types: readonly string[],
  test?: (one: Told) => boolean,
  which: typeof all = latest,
): Link => which(event.shard, event.stream, one => one.event.version < event.version && is(types, test)(one));

const same =
  (told: Told, ...fields: readonly string[]): Test =>
  one =>
    fields.every(field => one.data[field] === told.data[field]);

/** Those since the latest event of this one's own type about the same. */
const since = (told: Told, type: string, ...fields: readonly string[]): Link => {
  const { shard, stream, version } = told.event;
  return {
    shard,
    stream,
    picks: events => {
      const before = events.filter(one => one.event.version < version && same(told, ...fields)(one));
      const last = before.findLastIndex(one => one.event.type === told.event.type);
      return before.slice(last + 1).filter(one => one.event.type === type);
    },
  };
};

const decisions = ['benefits.ClaimAdjudicated', 'benefits.ClaimReversed'];

/** A line names a claim of the paying scheme, of another one (`B/C1`), or a month paid by the head (`capitation:2025-06`). */
const paidBy = ({ scheme, provider }: Clear, { claim, decision }: Clear): Link => {
  const [name, payer] = [text(claim), text(scheme)];
  const month = /^capitation:(.+)$/.exec(name)?.[1];
  if (month !== undefined)
    return all(
      'benefits',
      `benefits.capitation-${payer}.${text(provider)}.${month}`,
      is(['benefits.CapitationDue'], one => one.data['telling'] === decision),
    );
  const ownName = name.includes('/') ? name.replace('/', '.') : `${payer}.${name}`;
  return all(
    'benefits',
    `benefits.claim-${ownName}`,
    is(decisions, one => one.data['decision'] === decision),
  );
};

const ofBenefits: Readonly<Record<string, LinksOf>> = {
  'benefits.RemittancePaid': told => [own(told, ['benefits.RemittanceApproved'])],
  'benefits.RemittanceApproved': told => [own(told, ['benefits.RemittanceIssued'])],
  'benefits.RemittanceRejected': told => [own(told, ['benefits.RemittanceIssued'])],
  'benefits.RemittanceIssued': ({ data }) => listOf(data['lines']).map(line => paidBy(data, line)),
  'benefits.ClaimRemitted': ({ event, data }) => [
    latest(
      'benefits',
      `benefits.remittance-${event.scheme}.${text(data['remittance'])}`,
      is(['benefits.RemittanceIssued']),
    ),
  ],
  'benefits.ClaimAdjudicated': told => [
    own(told, ['benefits.ClaimSubmitted']),
    latest(
      'benefits',
      `benefits.household-${text(told.data['household'])}`,
      is(
        ['benefits.CoverNoted'],
        one => same(told, 'person')(one) && (one.data['cover'] as Clear)['revision'] === told.data['coverRevision'],
      ),
    ),
  ],
  'benefits.ClaimReversed': told => [own(told, ['benefits.ClaimAdjudicated'])],
  'benefits.ClaimReviewed': told => [own(told, ['benefits.ClaimReviewOpened'])],
  'benefits.AppealDecided': told => [own(told, ['benefits.ClaimAppealed'])],
  'benefits.ClaimAppealed': told => [own(told, decisions, same(told, 'decision'))],
  'benefits.LumpSumDecided': told => [own(told, ['benefits.CoverNoted'], same(told, 'person'))],
};

const account = (told: Told): string => `contributions.account-${text(told.data['household'])}`;
const paysOf = (told: Told): readonly unknown[] => listOf(told.data['allocations']).map(({ term }) => term);

const ofContributions: Readonly<Record<string, LinksOf>> = {
  'contributions.EntitlementOpened': told => [
    own(told, ['contributions.DuesRaised', 'contributions.SubsidyNoted'], same(told, 'term'), all),
    own(
      told,
      ['contributions.ReceiptRecorded', 'contributions.CreditUsed'],
      one => paysOf(one).includes(told.data['term']),
      all,
    ),
  ],
  'contributions.ReceiptRecorded': told => [
    own(told, ['contributions.DuesRaised'], one => paysOf(told).includes(one.data['term']), all),
    latest(
      'contributions',
      `contributions.payments-${text(told.data['household'])}`,
      is(['contributions.PaymentSucceeded'], same(told, 'receipt')),
    ),
    latest(
      'contributions',
      `contributions.loans-${text(told.data['household'])}`,
      is(['contributions.LoanDisbursed'], same(told, 'receipt')),
    ),
  ],
  'contributions.ReceiptVoided': told => [own(told, ['contributions.ReceiptRecorded'], same(told, 'receipt'))],
  'contributions.CreditUsed': told => {
    const receipts = listOf(told.data['allocations']).map(({ receipt }) => receipt);
    return [own(told, ['contributions.ReceiptRecorded'], one => receipts.includes(one.data['receipt']), all)];
  },
  'contributions.CreditRefunded': told => {
    const receipts = listOf(told.data['parts']).map(({ receipt }) => receipt);
    return [own(told, ['contributions.ReceiptRecorded'], one => receipts.includes(one.data['receipt']), all)];
  },
  'contributions.PaymentSucceeded': told => [own(told, ['contributions.PaymentRequested'], same(told, 'payment'))],
  'contributions.LoanDisbursed': told => [own(told, ['contributions.LoanAgreed'], same(told, 'loan'))],
  'contributions.LoanRepaid': told => [own(told, ['contributions.LoanDisbursed'], same(told, 'loan'))],
  'contributions.TillCollected': told => [
    latest(
      'contributions',
      `contributions.receipt-${text(told.data['scheme'])}.${text(told.data['receipt'])}`,
      is(['contributions.ReceiptNumberUsed']),
    ),
  ],
  'contributions.ReceiptNumberUsed': told => [
    latest('contributions', account(told), is(['contributions.ReceiptRecorded'], same(told, 'receipt'))),
  ],
  'contributions.SettlementPaid': told => [own(told, ['contributions.ClearingNetted'])],
  'contributions.ClearingNetted': ({ data }) =>
    listOf(data['statements']).map(({ statement, debtor, creditor }) =>
      latest(
        'contributions',
        `contributions.between-${[text(debtor), text(creditor)].sort().join('.')}`,
        is(['contributions.ClearingStatementDrawn'], one => one.data['statement'] === statement),
      ),
    ),
  'contributions.ClearingStatementDrawn': told => {
    const lines = (told.data['lines'] as readonly unknown[]).map(text);
    return [own(told, ['contributions.DebtNoted'], one => lines.includes(text(one.data['line'])), all)];
  },
};

const ofOthers: Readonly<Record<string, LinksOf>> = {
  ...Object.fromEntries(
    ['Started', 'Renewed', 'Reinstated', 'Extended', 'Resumed'].map(how => [
      `membership.Coverage${how}`,
      (told: Told) => [own(told, ['membership.HouseholdEnrolled'])],
    ]),
  ),
  'membership.CoverageExtended': told => {
    const persons = listOf(told.data['persons']).map(({ person }) => person);
    return [own(told, ['membership.PersonAdded'], one => persons.includes(one.data['person']), all)];
  },
  'membership.TargetedCoverageGranted': told => [own(told, ['membership.HouseholdEnrolled'])],
  'subsidies.SubsidySettled': told => [since(told, 'subsidies.SubsidyCommitted', 'scheme')],
  'subsidies.EnvelopeSettled': told => [since(told, 'subsidies.EnvelopeUsed', 'scheme')],
  'subsidies.SubsidyCommitted': told => [
    own(told, ['subsidies.SubsidyReserved'], same(told, 'scheme', 'household', 'term')),
  ],
  'subsidies.SubsidyReserved': told => [
    own(told, ['subsidies.SubsidyRequested'], same(told, 'scheme', 'household', 'term')),
  ],
};

const links: Readonly<Record<string, LinksOf>> = { ...ofBenefits, ...ofContributions, ...ofOthers };

/** What an event says that it rests on: a payment names what it pays, a decision the claim and the cover. */
export const linksOf = (told: Told): readonly Link[] => links[told.event.type]?.(told) ?? [];

/** Events that are named by their id. */
export const causesNamedIn = ({ event, data }: Told): readonly string[] =>
  [event.cause, event.type === 'benefits.ClaimAdjudicated' ? data['cause'] : null].filter(
    (id): id is string => typeof id === 'string',
  );
