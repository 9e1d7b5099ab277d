import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { setImmediate as others } from 'node:timers/promises';
import { CommandRefused, Decisions, EventLog, ReadModels, type Scope } from '#eventstore';
import { type Currency, type Day, type Minor, type Period, ratioOf, refuse } from '#kernel';
import { adjudicate } from '../claim/adjudicate.js';
import { bookedEvent } from '../claim/claim.recording.js';
import { claimFold, claimStream, type KnownClaim } from '../claim/claim.state.js';
import { ClaimFacts } from '../claim/decide-claim-facts.js';
import { rulingsOn } from '../claim/review/review.state.js';
import type { CoverNoted } from '../household/household.events.js';
import { householdFold, type HouseholdState, householdStream } from '../household/household.state.js';
import { type Shelf, shelve } from '../household/shelf.js';
import { indexed } from '../package/package.state.js';
import { PackageReason } from '../package/package.reasons.js';
import type { PackageVersion } from '../package/package.types.js';
import { claimTable } from '../projections/claim.entity.js';
import {
  type Assumptions,
  type CoveredPerson,
  type Exposure,
  exposureIn,
  requiredContribution,
} from '../what-if/exposure.js';
import { groupsOf, type HouseholdGroup, noOutcome, type OneClaim, type Outcome, together } from '../what-if/groups.js';

/** More would keep everybody waiting; a shorter window says as much. */
const most_claims = 20_000;
/** Claims read at the same time, and decided before others have their turn. */
const atOnce = 100;

/** What past claims would have cost under a draft, beside what they cost; sums only. */
export interface SimulatedPackage extends Assumptions {
  readonly product: string;
  readonly currency: Currency;
  readonly from: Day;
  readonly to: Day;
  readonly claims: number;
  /** Claims whose outcome or scheme share would be another. */
  readonly changed: number;
  /** Claims whose content no key opens any more, or that several products bear together: in neither sum. */
  readonly unreadable: number;
  readonly billed: Minor;
  readonly exposure: Pick<Exposure, 'persons' | 'personDays'>;
  readonly now: Figures;
  /** Care asked for as then, paid by the draft; `requiredContribution` reckons with the demand that is assumed. */
  readonly then: Figures;
  readonly groups: readonly HouseholdGroup[];
}

interface Figures extends Outcome {
  /** Per person and year, loading included; null where nobody was covered. */
  readonly requiredContribution: Minor | null;
}

export class SimulatePackage extends Query<SimulatedPackage> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly draft: PackageVersion,
    readonly window: Period,
    readonly assumptions: Assumptions,
  ) {
    super();
  }
}

/**
 * Decides a window of past claims again under a draft, in the order they were recorded, each finding what the draft
 * would have left before it. What a second person ruled holds. Nothing is written.
 */
@QueryHandler(SimulatePackage)
export class SimulatePackageHandler implements IQueryHandler<SimulatePackage> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
    private readonly facts: ClaimFacts,
    private readonly log: EventLog,
  ) {}

  async execute({ scope, scheme, draft, window, assumptions }: SimulatePackage): Promise<SimulatedPackage> {
    const { product, currency } = draft;
    const claims = await this.claimsOf(scope, scheme, product, window);
    const { decided, changed, unreadable, billed } = await this.decidedBy(draft, claims);
    const exposure = exposureIn(await this.coveredBy(scheme, product), window);
    const { persons, personDays } = exposure;
    const [now, then] = [sumOf(decided, 'now'), sumOf(decided, 'then')];
    const required = (cost: Minor): Minor | null => requiredContribution(cost, personDays, assumptions);
    return {
      ...{ product, currency, ...window, ...assumptions },
      ...{ claims: claims.length, changed, unreadable, billed, exposure: { persons, personDays } },
      now: { ...now, requiredContribution: required(now.scheme) },
      then: {
        ...then,
        requiredContribution: required(ratioOf(then.scheme, assumptions.demandPercent, 100, 'up')),
      },
      groups: groupsOf(decided, exposure.households),
    };
  }

  private async decidedBy(draft: PackageVersion, claims: readonly KnownClaim[]) {
    const ids = new Set(claims.map(({ submitted }) => submitted.claim));
    const households = new Map<string, HouseholdState>();
    const decided: OneClaim[] = [];
    let [changed, unreadable, billed] = [0, 0, 0];
    for (const [index, claim] of claims.entries()) {
      if (index % atOnce === atOnce - 1) await others();
      const { submitted, content, decision } = claim;
      const household = decision?.household;
      // What several products bear together no draft of one of them can be held against.
      if (!content || !decision || !household || decision.further) {
        unreadable += 1;
        continue;
      }
      const state = households.get(household) ?? (await this.without(household, ids));
      const facts = await this.facts.of(submitted, content, household, indexed(draft));
      const concluded = adjudicate(submitted, content, state, facts, rulingsOn(claim));
      const booked = bookedEvent(household, state, submitted, 1, concluded.status, concluded.booking);
      households.set(household, householdFold.evolve(state, booked));
      const same = concluded.status === decision.status && concluded.amounts.scheme === decision.amounts.scheme;
      if (!same) changed += 1;
      billed += decision.amounts.billed;
      decided.push({ household, now: outcomeOf(decision), then: outcomeOf(concluded) });
    }
    return { decided, changed, unreadable, billed };
  }

  /** Everybody of the product as last noted, whether they claimed or not: by the log, which is read through. */
  private async coveredBy(scheme: string, product: string): Promise<Iterable<CoveredPerson>> {
    const persons = new Map<string, CoveredPerson>();
    for await (const events of this.log.scan('benefits', { types: ['benefits.CoverNoted'] }))
      for (const { type, clear, clearText } of events) {
        if (type !== 'benefits.CoverNoted') continue;
        const noted = JSON.parse(clearText ?? Buffer.from(clear).toString('utf8')) as CoverNoted['data'];
        if (noted.scheme !== scheme) continue;
        if (noted.cover.product === product) persons.set(noted.person, noted);
        else persons.delete(noted.person);
      }
    return persons.values();
  }

  /** Claims decided by the product, of these service days, the first recorded first; reversed ones are left out. */
  private async claimsOf(
    scope: Scope,
    scheme: string,
    product: string,
    { from, to }: Period,
  ): Promise<readonly KnownClaim[]> {
    const rows = await this.models.find(scope, claimTable, {
      where: { scheme, serviceDate: { atLeast: from, atMost: to }, status: { in: ['approved', 'rejected', 'pended'] } },
      orderBy: ['recordedAt', 'claim'],
      limit: most_claims + 1,
    });
    if (rows.length > most_claims)
      throw new CommandRefused(refuse(PackageReason.windowTooLong, { from, to, most: most_claims }, 'unprocessable'));
    const states: KnownClaim[] = [];
    for (let first = 0; first < rows.length; first += atOnce) {
      const some = rows.slice(first, first + atOnce);
      const read = await Promise.all(
        some.map(({ claim }) => this.decisions.stateOf('benefits', claimStream(scheme, claim), claimFold)),
      );
      for (const state of read)
        if (state.status === 'decided' && state.decision?.package?.product === product) states.push(state);
    }
    return states;
  }

  /** A household as if these claims had not been: its cover, evidence and other claims stay. */
  private async without(household: string, ids: ReadonlySet<string>): Promise<HouseholdState> {
    const state: HouseholdState = await this.decisions.stateOf('benefits', householdStream(household), householdFold);
    const shelves = new Map<string, Shelf>();
    for (const [month, { bookings }] of state.shelves) {
      for (const booking of bookings) {
        if (!ids.has(booking.claim)) shelves.set(month, shelve(shelves.get(month), booking));
      }
    }
    const letters = [...state.letters].map(
      ([id, letter]) => [id, ids.has(letter.usedBy ?? '') ? { ...letter, usedBy: null } : letter] as const,
    );
    return { ...state, shelves, letters: new Map(letters) };
  }
}

const outcomeOf = ({
  status,
  amounts: { scheme, memberPays },
}: {
  readonly status: string;
  readonly amounts: Pick<Outcome, 'scheme' | 'memberPays'>;
}): Outcome => ({ scheme, memberPays, refused: status === 'rejected' ? 1 : 0 });

const sumOf = (claims: readonly OneClaim[], when: 'now' | 'then'): Outcome =>
  claims.reduce((sum, claim) => together(sum, claim[when]), noOutcome);
