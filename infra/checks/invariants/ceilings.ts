import type { RecordedEvent } from '#eventstore';
import { type Day, type Minor, type Period, within } from '#kernel';
import type { ClaimAdjudicated, ClaimEvent } from '../../../libs/benefits/src/claim/claim.events.js';
import type { ClaimBooked, HouseholdEvent } from '../../../libs/benefits/src/household/household.events.js';
import type { NotedCover } from '../../../libs/benefits/src/household/household.types.js';
import type { PackageEvent } from '../../../libs/benefits/src/package/package.events.js';
import type { PackageVersion } from '../../../libs/benefits/src/package/package.types.js';
import type { Findings } from './findings.js';
import { inScheme, type LogInvariant, placeOf } from './log-invariant.js';

type Seen = RecordedEvent<ClaimEvent | HouseholdEvent | PackageEvent>;
const name = 'ceilings';

/** Scheme money of one claim that counts under ceilings, reckoned from its lines. */
interface Counted {
  readonly person: string;
  readonly governs: Day;
  readonly total: Minor;
  readonly categories: ReadonlyMap<string, Minor>;
}

/**
 * Whenever a decision draws on a ceiling, what its household, its person and the category have drawn in the period,
 * this decision included, is at most what the package version it names allows. What later is drawn back leaves less;
 * so no ceiling is exceeded at any moment. Reckoned from the sealed lines, not from the counters decisions kept.
 */
export class Ceilings implements LogInvariant {
  private readonly packages = new Map<string, PackageVersion>();
  private readonly decisions = new Map<string, RecordedEvent<ClaimAdjudicated>>();
  private readonly households = new Map<string, Map<string, Counted>>();
  private readonly cover = new Map<string, NotedCover>();

  constructor(private readonly findings: Findings) {}

  see(seen: RecordedEvent): void {
    const event = seen as Seen;
    switch (event.type) {
      case 'benefits.PackagePublished': {
        const { product, version } = event.data.package;
        this.packages.set(`${event.recorded.scheme}/${product}/${version}`, event.data.package);
        return;
      }
      case 'benefits.CoverNoted':
        this.cover.set(`${event.data.household}/${event.data.person}`, event.data.cover);
        return;
      case 'benefits.ClaimAdjudicated':
        this.decisions.set(inScheme(event, event.data.claim), event);
        return;
      case 'benefits.ClaimBooked':
        return this.book(event.data, seen);
      default:
    }
  }

  private book(booking: ClaimBooked['data'], event: RecordedEvent): void {
    const { household, claim, status } = booking;
    let claims = this.households.get(household);
    if (!claims) this.households.set(household, (claims = new Map()));
    claims.delete(claim);
    const decision = this.decisions.get(inScheme(event, claim));
    if (status !== 'approved' || !decision) return;
    const version = this.versionOf(decision, event);
    if (!version) return;
    const counted = countedOf(booking, decision, version);
    claims.set(claim, counted);
    this.findings.checked('draws on ceilings');
    const { ceilings } = booking.usage;
    this.require(event, ceilings === counted.total, `${claim} books ${ceilings}, its lines say ${counted.total}`);
    if (counted.total > 0) this.compare(booking, counted, [...claims.values()], version, event);
  }

  private versionOf({ data: { package: used, scheme, claim } }: RecordedEvent<ClaimAdjudicated>, event: RecordedEvent) {
    const version = used && this.packages.get(`${scheme}/${used.product}/${used.version}`);
    this.require(event, !!version, `${claim} is approved by a package version that was not published`);
    return version ?? undefined;
  }

  private compare(
    { household, period, claim }: ClaimBooked['data'],
    counted: Counted,
    claims: readonly Counted[],
    { ceilings }: PackageVersion,
    event: RecordedEvent,
  ): void {
    const { person, governs } = counted;
    const own = this.cover.get(`${household}/${person}`)?.spans.find(span => within(span, governs));
    this.require(event, !!period && !!own, `${claim} is approved outside cover`);
    if (!period || !own) return;
    const ofHousehold = claims.filter(other => within(period, other.governs));
    const ofPerson = ofHousehold.filter(other => other.person === person && within(own, other.governs));
    this.atMost(event, ceilings.household, sumOf(ofHousehold), `household ${household}`, period);
    this.atMost(event, ceilings.person, sumOf(ofPerson), `person ${person}`, own);
    for (const category of counted.categories.keys()) {
      const drawn = ofPerson.reduce((sum, { categories }) => sum + (categories.get(category) ?? 0), 0);
      this.atMost(event, ceilings.categories[category] ?? null, drawn, `${category} of ${person}`, own);
    }
  }

  private atMost(event: RecordedEvent, ceiling: Minor | null, drawn: Minor, who: string, { from, to }: Period): void {
    const wrong = `${who} has drawn ${drawn} of ${ceiling} from ${from} to ${to}`;
    this.require(event, ceiling === null || drawn <= ceiling, wrong);
  }

  private require(event: RecordedEvent, holds: boolean, wrong: string): void {
    this.findings.require(holds, name, () => `${placeOf(event)}: ${wrong}`);
  }
}

const sumOf = (claims: readonly Counted[]): Minor => claims.reduce((sum, { total }) => sum + total, 0);

/** From the lines; from what was booked when the person's key is destroyed. Prevention is outside all ceilings. */
const countedOf = (
  { person, governs, usage }: ClaimBooked['data'],
  { sealed }: RecordedEvent<ClaimAdjudicated>,
  version: PackageVersion,
): Counted => {
  const categories = new Map<string, Minor>();
  const lines = sealed?.trace.value?.lines;
  if (!lines) return { person, governs, total: usage.ceilings, categories };
  let total = 0;
  for (const { act, status, scheme } of lines) {
    const benefit = version.lines.find(line => line.act === act);
    if (status !== 'approved' || scheme === 0 || benefit?.prevention) continue;
    total += scheme;
    if (benefit) categories.set(benefit.category, (categories.get(benefit.category) ?? 0) + scheme);
  }
  return { person, governs, total, categories };
};
