import { anyProjection, type Projection } from '#eventstore';
import { type DomainEvent, type Minor, seal } from '#kernel';
import { noAmounts } from '../../../libs/benefits/src/claim/amounts.js';
import type { ClaimAdjudicated, ClaimSubmitted } from '../../../libs/benefits/src/claim/claim.events.js';
import type { AdjudicatedLine } from '../../../libs/benefits/src/claim/claim.types.js';
import type { ClaimBooked, CoverNoted } from '../../../libs/benefits/src/household/household.events.js';
import type { PackagePublished } from '../../../libs/benefits/src/package/package.events.js';
import { claimProjection } from '../../../libs/benefits/src/projections/claim.projection.js';
import { journalProjection } from '../../../libs/benefits/src/projections/journal.projection.js';
import type { RemittanceIssued } from '../../../libs/benefits/src/remittance/remittance.events.js';

export const benefitsProjections: readonly Projection[] = [
  anyProjection(claimProjection),
  anyProjection(journalProjection),
];

const serviceDate = '2025-02-10';
const year = { from: '2025-01-01', to: '2025-12-31' };

/** Outpatient care at 80 %, at most 10 000 for a person, 15 000 for a household, 9 000 for consultations. */
export const packageOne: PackagePublished = {
  type: 'benefits.PackagePublished',
  version: 1,
  effectiveAt: '2025-01-01',
  data: {
    package: {
      product: 'base',
      version: 1,
      effectiveFrom: '2025-01-01',
      currency: 'XOF',
      tariff: 'PUBLIC',
      ceilingBasis: 'afterCopay',
      waitingMonths: { general: 0, delivery: 0, prevention: 0, accident: 0 },
      deductible: 0,
      ceilings: { person: 10_000, household: 15_000, categories: { consultation: 9_000 } },
      filingDays: 60,
      articles: {},
      lines: [
        { act: 'CONS', category: 'consultation', waiting: 'general', rate_bps: 8_000 },
        { act: 'MED', category: 'medicine', waiting: 'general', rate_bps: 8_000 },
        { act: 'VACC', category: 'prevention', waiting: 'prevention', rate_bps: 10_000, prevention: true },
      ],
    },
  },
};

export const coverOf = (person: string): CoverNoted => ({
  type: 'benefits.CoverNoted',
  version: 1,
  effectiveAt: year.from,
  data: {
    household: 'H',
    scheme: 'A',
    person,
    cover: {
      product: 'base',
      revision: 1,
      diedOn: null,
      undeclared: null,
      spans: [
        { ...year, waitingFrom: '2020-01-01', waitingWaived: false, graceUntil: null, suspensions: [], ended: null },
      ],
    },
    because: 'enrolled',
    origin: 'origin',
    reconsider: [],
  },
});

export const submitted = (claim: string, person = 'P1'): ClaimSubmitted => ({
  type: 'benefits.ClaimSubmitted',
  version: 1,
  effectiveAt: serviceDate,
  data: {
    claim,
    scheme: 'A',
    provider: 'CSPS',
    person,
    serviceDate,
    admittedOn: null,
    dischargedOn: null,
    receivedOn: '2025-03-01',
    recordedAt: '2025-03-01T08:00:00.000Z',
    emergency: false,
    lineCount: 1,
  },
  sealed: { content: seal(person, 'medical', { lines: [], diagnosis: null }) },
});

/** The scheme pays the whole of one line. */
export const adjudicated = (claim: string, scheme: Minor, { act = 'MED', person = 'P1' } = {}): ClaimAdjudicated => {
  const amounts = { ...noAmounts, billed: scheme, allowed: scheme, scheme };
  const line: AdjudicatedLine = { line: 1, act, quantity: 1, status: 'approved', reasons: [], trace: [], ...amounts };
  return {
    type: 'benefits.ClaimAdjudicated',
    version: 1,
    effectiveAt: serviceDate,
    data: {
      claim,
      scheme: 'A',
      provider: 'CSPS',
      person,
      household: 'H',
      decision: 1,
      status: 'approved',
      payee: 'provider',
      governs: serviceDate,
      currency: 'XOF',
      amounts,
      change: { provider: scheme, member: 0 },
      package: { product: 'base', version: 1 },
      coverRevision: 1,
      because: 'submitted',
      cause: null,
    },
    sealed: { trace: seal(person, 'medical', { reasons: [], lines: [line] }) },
  };
};

export const booked = (claim: string, ceilings: Minor, { holds = [claim], person = 'P1' } = {}): ClaimBooked => ({
  type: 'benefits.ClaimBooked',
  version: 1,
  effectiveAt: serviceDate,
  data: {
    claim,
    decision: 1,
    person,
    status: 'approved',
    governs: serviceDate,
    recordedAt: '2025-03-01T08:00:00.000Z',
    period: year,
    usage: { ceilings, deducted: 0, categories: {}, acts: {} },
    holds,
    limitedBy: [],
    needs: [],
    household: 'H',
    because: 'evidenceChanged',
    reconsider: [],
  },
});

export const remitted = (
  remittance: string,
  ...lines: RemittanceIssued['data']['lines'][number][]
): RemittanceIssued => {
  const gross = lines.reduce((sum, { amount }) => sum + amount, 0);
  return {
    type: 'benefits.RemittanceIssued',
    version: 1,
    effectiveAt: '2025-03-31',
    data: {
      remittance,
      scheme: 'A',
      provider: 'CSPS',
      currency: 'XOF',
      issuedOn: '2025-03-31',
      upTo: '2025-03-31',
      gross,
      returned: 0,
      carriedIn: 0,
      net: gross,
      carriedOut: 0,
      lines,
    },
  };
};

/** A claim's own stream and its household's, as a submission writes them. */
export const claimStreams = (
  claim: string,
  scheme: Minor,
  options: { act?: string; person?: string; holds?: string[] } = {},
): Record<string, DomainEvent[]> => ({
  [`claim-A.${claim}`]: [submitted(claim, options.person), adjudicated(claim, scheme, options)],
  'household-H': [booked(claim, scheme, options)],
});
