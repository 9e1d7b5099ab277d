import { Injectable } from '@nestjs/common';
import { Decisions, OpaqueKeys } from '#eventstore';
import { householdFold, type HouseholdState, householdStream } from '../household/household.state.js';
import { packageFold, packageStream, type PublishedPackage, versionOn } from '../package/package.state.js';
import { contractOn, providerFold, providerStream } from '../provider/provider.state.js';
import { tariffFold, type TariffState, tariffStream } from '../tariff/tariff.state.js';
import type { AdjudicationFacts } from './adjudication.facts.js';
import { concerns, type Funding } from './programme-offers.js';
import { programmesFold, type ProgrammesState, programmesStream } from '../programme/programme.state.js';
import {
  claimKeyParts,
  type HeldEnvelope,
  householdKeyParts,
  namesActs,
  programmeActKeyParts,
  type StandIn,
  useKeyParts,
} from '../programme/programme.types.js';
import type { PackageVersion } from '../package/package.types.js';
import {
  type ClaimContent,
  type ClaimDecision,
  governingDay,
  payingScheme,
  type SubmittedClaim,
} from './claim.types.js';
import type { WithCoverages } from './coverage/coverage.types.js';
import { lineKeys } from './line-keys.js';

type Asked = Pick<SubmittedClaim, 'scheme' | 'person' | 'provider' | 'serviceDate' | 'admittedOn' | 'host'>;

/** Most schemes of the federation keep their books in it; used only where neither package nor tariff says. */
const federationCurrency = 'XOF';

/** Looks up what a decision needs: package version, agreement and prices of the governing day, opaque keys. */
@Injectable()
export class ClaimFacts {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: OpaqueKeys,
  ) {}

  /** @param draft a package to try in the place of the one in force */
  async of(
    claim: Asked,
    content: ClaimContent,
    household: string | null,
    draft?: PublishedPackage,
  ): Promise<AdjudicationFacts> {
    const { scheme, person, provider } = claim;
    const on = governingDay(claim);
    const [agreements, inForce] = await Promise.all([
      this.decisions.stateOf('benefits', providerStream(provider), providerFold),
      this.packageOn(scheme, person, household, on),
    ]);
    const governing = draft ?? inForce;
    // Away from home: the home package, at the prices of the host, whose provider it is.
    const paying = payingScheme(claim);
    const standing = contractOn(agreements, paying, on);
    const named = [standing.contract?.tariff, governing?.version.tariff];
    const tariffs = [
      ...(await this.tariffs(paying, named)),
      ...(paying === scheme ? [] : await this.tariffs(scheme, [governing?.version.tariff])),
    ];
    return {
      package: governing,
      standing,
      tariffs,
      currency: governing?.version.currency ?? tariffs[0]?.currency ?? federationCurrency,
      keys: lineKeys(claim, content, governing, (...parts) => this.keys.keyOf(scheme, ...parts)),
    };
  }

  /** The same for each of the person's coverages, in their set order; with nobody's household where they have none. */
  async under(claim: Asked, content: ClaimContent, households: readonly string[]): Promise<WithCoverages> {
    const [first = null, ...further] = households;
    const facts = await this.of(claim, content, first);
    if (further.length === 0) return { household: first, facts };
    const others = await Promise.all(
      further.map(async household => ({ household, facts: await this.of(claim, content, household) })),
    );
    return { household: first, facts, others };
  }

  /** What funders may have to say of a claim; null where none has, as of most claims. */
  async fundingOf(
    { scheme, claim }: Pick<SubmittedClaim, 'scheme' | 'claim'>,
    { lines }: Pick<ClaimContent, 'lines'>,
    household: string,
  ): Promise<Funding | null> {
    const programmes = await this.decisions.stateAhead('benefits', programmesStream(scheme), programmesFold);
    if (programmes.envelopes.size === 0) return null;
    const acts = Object.create(null) as Record<string, string>;
    for (const { act } of lines) acts[act] ??= this.keys.keyOf(scheme, ...programmeActKeyParts(act));
    const funding = { programmes, household, use: this.useOf({ scheme, claim }), acts };
    return concerns(funding) ? funding : null;
  }

  /** What stands for a claim with funders. */
  useOf({ scheme, claim }: Pick<SubmittedClaim, 'scheme' | 'claim'>): string {
    return this.keys.keyOf(scheme, ...useKeyParts(claim));
  }

  /** What funders may be told of a claim and its household, envelope by envelope. */
  standInsOf(
    { scheme, claim }: Pick<SubmittedClaim, 'scheme' | 'claim'>,
    household: string,
    { envelopes }: ProgrammesState,
  ): Readonly<Record<string, StandIn>> {
    const standIns = Object.create(null) as Record<string, StandIn>;
    for (const held of envelopes.values())
      standIns[held.envelope] = {
        household: this.standInFor(scheme, held, household),
        claim: this.keys.keyOf(scheme, ...claimKeyParts(held.envelope, claim)),
      };
    return standIns;
  }

  /** A household with a funder: by its number where no act is named, else by a key. */
  standInFor(scheme: string, held: HeldEnvelope, household: string): string {
    return namesActs(held) ? this.keys.keyOf(scheme, ...householdKeyParts(held.envelope, household)) : household;
  }

  /** The package version a decision names. */
  async decidedBy(
    scheme: string,
    { product, version }: NonNullable<ClaimDecision['package']>,
  ): Promise<PackageVersion | undefined> {
    const { versions } = await this.decisions.stateOf('benefits', packageStream(scheme, product), packageFold);
    return versions.find(each => each.version.version === version)?.version;
  }

  /** The package of a person's product on a day. */
  async packageOn(
    scheme: string,
    person: string,
    household: string | null,
    on: string,
  ): Promise<PublishedPackage | null> {
    if (household === null) return null;
    const { cover }: HouseholdState = await this.decisions.stateAhead(
      'benefits',
      householdStream(household),
      householdFold,
    );
    const product = cover.get(person)?.product;
    if (product === undefined) return null;
    return versionOn(await this.decisions.stateOf('benefits', packageStream(scheme, product), packageFold), on);
  }

  private tariffs(scheme: string, names: readonly (string | null | undefined)[]): Promise<TariffState[]> {
    const named = [...new Set(names.filter(name => typeof name === 'string'))];
    return Promise.all(named.map(name => this.decisions.stateOf('benefits', tariffStream(scheme, name), tariffFold)));
  }
}
