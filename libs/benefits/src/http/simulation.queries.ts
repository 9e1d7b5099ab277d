import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, ReadModels, type Scope } from '#eventstore';
import { type Currency, type Day, type Minor, refuse } from '#kernel';
import { adjudicate } from '../claim/adjudicate.js';
import { bookedEvent } from '../claim/claim.recording.js';
import { claimFold, claimStream, type KnownClaim } from '../claim/claim.state.js';
import { ClaimFacts } from '../claim/decide-claim-facts.js';
import { householdFold, type HouseholdState, householdStream } from '../household/household.state.js';
import { type Shelf, shelve } from '../household/shelf.js';
import { indexed } from '../package/package.state.js';
import type { PackageVersion } from '../package/package.types.js';
import { claimTable } from '../projections/claim.entity.js';

/** More would keep everybody waiting; a shorter window says as much. */
const most_claims = 2_000;

/** What past claims would have cost under a draft, beside what they cost; sums only. */
export interface SimulatedPackage {
  readonly product: string;
  readonly currency: Currency;
  readonly from: Day;
  readonly to: Day;
  readonly claims: number;
  /** Claims whose outcome or scheme share would be another. */
  readonly changed: number;
  /** Claims whose content no key opens any more: in neither sum. */
  readonly unreadable: number;
  readonly billed: Minor;
  readonly now: Shares;
  readonly then: Shares;
}

interface Shares {
  readonly scheme: Minor;
  readonly memberPays: Minor;
}

export class SimulatePackage extends Query<SimulatedPackage> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly draft: PackageVersion,
    readonly window: { readonly from: Day; readonly to: Day },
  ) {
    super();
  }
}

/**
 * Decides a window of past claims again under a draft, in the order they were recorded, each finding what the draft
 * would have left before it. Nothing is written.
 */
@QueryHandler(SimulatePackage)
export class SimulatePackageHandler implements IQueryHandler<SimulatePackage> {
  constructor(
    private readonly decisions: Decisions,
    private readonly models: ReadModels,
    private readonly facts: ClaimFacts,
  ) {}

  async execute({ scope, scheme, draft, window }: SimulatePackage): Promise<SimulatedPackage> {
    const claims = await this.claimsOf(scope, scheme, draft.product, window);
    const ids = new Set(claims.map(({ submitted }) => submitted.claim));
    const households = new Map<string, HouseholdState>();
    const sums = { changed: 0, unreadable: 0, billed: 0 };
    const [now, then] = [noShares(), noShares()];
    for (const { submitted, content, decision } of claims) {
      const household = decision?.household;
      if (!content || !decision || !household) {
        sums.unreadable += 1;
        continue;
      }
      const state = households.get(household) ?? (await this.without(household, ids));
      const facts = await this.facts.of(submitted, content, household, indexed(draft));
      const concluded = adjudicate(submitted, content, state, facts);
      const booked = bookedEvent(household, state, submitted, 1, concluded.status, concluded.booking);
      households.set(household, householdFold.evolve(state, booked));
      const same = concluded.status === decision.status && concluded.amounts.scheme === decision.amounts.scheme;
      if (!same) sums.changed += 1;
      sums.billed += decision.amounts.billed;
      add(now, decision.amounts);
      add(then, concluded.amounts);
    }
    const { product, currency } = draft;
    return { product, currency, ...window, claims: claims.length, ...sums, now, then };
  }

  /** Claims decided by the product, of these service days, the first recorded first; reversed ones are left out. */
  private async claimsOf(
    scope: Scope,
    scheme: string,
    product: string,
    { from, to }: { readonly from: Day; readonly to: Day },
  ): Promise<readonly KnownClaim[]> {
    const rows = await this.models.find(scope, claimTable, {
      where: { scheme },
      orderBy: ['recordedAt', 'claim'],
      limit: most_claims * 10,
      offset: 0,
    });
    const inside = rows.filter(
      ({ serviceDate, status }) => from <= serviceDate && serviceDate <= to && status !== 'reversed',
    );
    if (inside.length > most_claims) {
      throw new CommandRefused(
        refuse('benefits.package.window_too_long', { claims: inside.length, most: most_claims }, 'unprocessable'),
      );
    }
    const states = await Promise.all(
      inside.map(({ claim }) => this.decisions.stateOf('benefits', claimStream(scheme, claim), claimFold)),
    );
    return states.filter(
      (state): state is KnownClaim => state.status === 'decided' && state.decision?.package?.product === product,
    );
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

const noShares = (): { scheme: Minor; memberPays: Minor } => ({ scheme: 0, memberPays: 0 });

const add = (shares: { scheme: Minor; memberPays: Minor }, { scheme, memberPays }: Shares): void => {
  shares.scheme += scheme;
  shares.memberPays += memberPays;
};
