import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, OpaqueKeys } from '#eventstore';
import { addMonths, type Day, type Period, refuse } from '#kernel';
import { type CallerIdentity, maySee } from '#platform';
import { answeringHousehold, householdsOf } from '../beneficiary/decide-household.js';
import { eligibilityOn, householdPeriod } from '../household/cover.state.js';
import { householdFold, householdStream } from '../household/household.state.js';
import { actKeyParts, categoryKeyParts, type CoverSpan } from '../household/household.types.js';
import { reservedOn } from '../household/letters.state.js';
import { type Counters, type UsedRights, usedRights } from '../household/usage.state.js';
import { packageFold, packageStream, versionOn } from '../package/package.state.js';
import type { PackageVersion } from '../package/package.types.js';

interface Counter {
  readonly ceiling: number;
  readonly used: number;
  /** Kept free by guarantee letters; absent when none is open. */
  readonly reserved?: number;
  readonly left: number;
}

/** A person's rights on a day. Counters that tell what was treated are for those who care. */
export interface RightsView {
  readonly person: string;
  readonly on: Day;
  readonly status: string;
  readonly product?: string;
  readonly version?: number;
  readonly period?: Period;
  readonly household?: { readonly period: Period } & Partial<Counter>;
  readonly ceiling?: Counter | null;
  readonly deductible?: Counter;
  /** First open day of each class of benefits. */
  readonly opens?: Readonly<Record<string, Day>>;
  readonly categories?: Readonly<Record<string, Counter>>;
  readonly numbers?: Readonly<Record<string, Counter>>;
  /** Of the person's further products in force, in their order; absent where there are none. */
  readonly further?: readonly RightsView[];
}

export class RemainingRights extends Query<RightsView> {
  constructor(
    readonly scheme: string,
    readonly person: string,
    readonly on: Day,
    readonly caller: CallerIdentity,
  ) {
    super();
  }
}

type Asked = Pick<RemainingRights, 'scheme' | 'person' | 'on' | 'caller'>;

@QueryHandler(RemainingRights)
export class RemainingRightsHandler implements IQueryHandler<RemainingRights> {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: OpaqueKeys,
  ) {}

  async execute({ scheme, person, on, caller }: RemainingRights): Promise<RightsView> {
    const id = await answeringHousehold(this.decisions, { scheme, person, on }, () => true);
    if (id === null) throw new CommandRefused(refuse('benefits.beneficiary.not_found', undefined, 'notFound'));
    const asked = { scheme, person, on, caller };
    const rights = await this.rightsIn(id, asked);
    const others = (await householdsOf(this.decisions, scheme, person)).filter(other => other !== id);
    const further = await Promise.all(others.map(other => this.rightsIn(other, asked)));
    const inForce = further.filter(({ status }) => status === 'covered');
    return inForce.length > 0 ? { ...rights, further: inForce } : rights;
  }

  private async rightsIn(id: string, { scheme, person, on, caller }: Asked): Promise<RightsView> {
    const household = await this.decisions.stateOf('benefits', householdStream(id), householdFold);
    const cover = household.cover.get(person);
    const standing = eligibilityOn(cover, on);
    if (!cover || standing.status !== 'covered') return { person, on, status: standing.status };
    const { span } = standing;
    const whole = householdPeriod(household, span, on);
    const covered = { person, on, status: 'covered', period: { from: span.from, to: span.to } };
    const stream = packageStream(scheme, cover.product);
    const governing = versionOn(await this.decisions.stateOf('benefits', stream, packageFold), on)?.version;
    if (!governing) return covered;
    const used = usedRights(household, person, span, whole);
    const reserved = reservedOn(household.letters, { person, own: span, whole, asOf: on });
    const { ceilings, deductible } = governing;
    return {
      ...covered,
      product: governing.product,
      version: governing.version,
      household: {
        period: whole,
        ...(ceilings.household === null ? {} : counter(ceilings.household, used.household, reserved.household)),
      },
      ceiling: ceilings.person === null ? null : counter(ceilings.person, used.person, reserved.person),
      deductible: counter(deductible, used.deducted),
      opens: openings(governing, span),
      ...(maySee(caller, 'medical') ? this.medical(scheme, person, governing, used) : {}),
    };
  }

  private medical(scheme: string, person: string, { ceilings, lines }: PackageVersion, used: UsedRights) {
    const usedOf = (counters: Counters, parts: string[]): number =>
      counters.get(this.keys.keyOf(scheme, ...parts)) ?? 0;
    return {
      categories: Object.fromEntries(
        Object.entries(ceilings.categories).map(([category, ceiling]) => [
          category,
          counter(ceiling, usedOf(used.categories, categoryKeyParts(person, category))),
        ]),
      ),
      numbers: Object.fromEntries(
        lines.flatMap(({ act, limits }) =>
          limits?.number === undefined
            ? []
            : [[act, counter(limits.number, usedOf(used.acts, actKeyParts(person, act)))]],
        ),
      ),
    };
  }
}

const counter = (ceiling: number, used: number, reserved = 0): Counter => ({
  ceiling,
  used,
  ...(reserved > 0 ? { reserved } : {}),
  left: Math.max(0, ceiling - used - reserved),
});

const openings = ({ waitingMonths }: PackageVersion, { from, waitingFrom, waitingWaived }: CoverSpan) =>
  Object.fromEntries(
    Object.entries(waitingMonths).map(([name, months]) => [
      name,
      waitingWaived ? from : addMonths(waitingFrom, months),
    ]),
  );
