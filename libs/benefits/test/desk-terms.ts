import type { Day } from '#kernel';
import { noteEnvelopeDecider } from '../src/programme/note-envelope.decider.js';
import { programmesFold, type ProgrammesState } from '../src/programme/programme.state.js';
import {
  claimKeyParts,
  type EnvelopeTerms,
  householdKeyParts,
  namesActs,
  programmeActKeyParts,
  type StandIn,
} from '../src/programme/programme.types.js';
import type { AdjudicationFacts } from '../src/claim/adjudication.facts.js';
import { type ClaimContent, governingDay, type SubmittedClaim } from '../src/claim/claim.types.js';
import { lineKeys } from '../src/claim/line-keys.js';
import { indexed, packageFold, type PackageState, versionOn } from '../src/package/package.state.js';
import type { PackageVersion } from '../src/package/package.types.js';
import { providerDecider } from '../src/provider/provider.decider.js';
import type { Capitation } from '../src/provider/provider.types.js';
import { contractOn, type ProviderState } from '../src/provider/provider.state.js';
import type { TariffPrice } from '../src/tariff/tariff.events.js';
import { tariffFold, type TariffState } from '../src/tariff/tariff.state.js';

import { essentiel, publicPrices } from './examples.js';
import { StreamsInMemory } from './streams-in-memory.js';

/** The one scheme and household of the desk. */
export const scheme = 'A';
export const household = 'H0';

export type AskedEnvelope = Partial<Omit<EnvelopeTerms, 'envelope' | 'granted'>>;

/** What a desk decides by: package, prices, agreements and funders' envelopes, as they stand in their streams. */
export abstract class DeskTerms {
  protected readonly streams = new StreamsInMemory(claim => void this.reconsider(claim));
  protected packages: PackageState = packageFold.initialState;
  private tariff: TariffState;
  protected sequence = 0;

  constructor(version: PackageVersion = essentiel(), prices: readonly TariffPrice[] = publicPrices) {
    this.publish(version);
    this.tariff = tariffFold.evolve(tariffFold.initialState, {
      type: 'benefits.TariffPublished',
      version: 1,
      effectiveAt: '2024-01-01',
      data: { tariff: 'PUBLIC', currency: 'XOF', prices },
    });
    for (const [id, sector, level] of [
      ['CSPS-1', 'public', 'CSPS'],
      ['HD-1', 'public', 'HD'],
      ['PH-1', 'private', 'pharmacy'],
    ] as const) {
      const contract = { sector, level, tariff: null, from: '2024-01-01', to: null };
      this.streams.one(`provider-${id}`, providerDecider, { type: 'ContractProvider', provider: id, scheme, contract });
    }
  }

  publish(version: PackageVersion): void {
    this.packages = { versions: [...this.packages.versions, indexed(version)] };
  }

  contract(provider: string, capitation: Capitation, from: Day): void {
    const contract = { sector: 'public', level: 'CSPS', tariff: null, capitation, from, to: null } as const;
    this.streams.one(`provider-${provider}`, providerDecider, { type: 'ContractProvider', provider, scheme, contract });
  }

  /** A funder's envelope, as its fund tells it; acts by their names. Claims it touches are not decided again here. */
  envelope(envelope: string, granted: number, { parts, ...terms }: AskedEnvelope = {}): void {
    const opaque = (parts ?? [{ acts: ['CONS'], of: 'act', rate_bps: 10_000 }]).map(part => ({
      ...part,
      acts: part.acts?.map(act => this.keyOf(...programmeActKeyParts(act))) ?? null,
    }));
    const window = { from: '2025-01-01', to: '2025-12-31' };
    const usual = { envelope, currency: 'XOF', granted, parts: opaque, window, households: null } as const;
    const told = { ...usual, priority: 1, closed: false, ...terms };
    const command = { type: 'NoteEnvelope', scheme, terms: told, revision: ++this.sequence, origin: 'm' } as const;
    this.streams.one('programmes', noteEnvelopeDecider, command);
  }

  get programmes(): ProgrammesState {
    return this.streams.state('programmes', programmesFold);
  }

  suspend(provider: string, from: Day): void {
    this.streams.one(`provider-${provider}`, providerDecider, {
      type: 'SuspendProvider',
      provider,
      scheme,
      from,
      until: null,
    });
  }

  protected standIns(claim: string): Record<string, StandIn> {
    const entries = [...this.programmes.envelopes.values()].map((held): [string, StandIn] => {
      const { envelope } = held;
      const own = namesActs(held) ? this.keyOf(...householdKeyParts(envelope, household)) : household;
      return [envelope, { household: own, claim: this.keyOf(...claimKeyParts(envelope, claim)) }];
    });
    return Object.fromEntries(entries);
  }

  protected facts(claim: SubmittedClaim, content: ClaimContent): AdjudicationFacts {
    const on = governingDay(claim);
    const governing = versionOn(this.packages, on);
    const standing = contractOn(
      this.streams.state<ProviderState>(`provider-${claim.provider}`, providerDecider),
      scheme,
      on,
    );
    return {
      package: governing,
      standing,
      tariffs: [this.tariff],
      currency: 'XOF',
      keys: lineKeys(claim, content, governing, this.keyOf),
    };
  }

  /** Stands in for the secret: recognisably opaque, always the same. */
  readonly keyOf = (...parts: string[]): string => Buffer.from(parts.join('|')).toString('base64url');

  protected abstract reconsider(claim: string): void;
}
