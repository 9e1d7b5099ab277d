import type { Decisions, ReadModels, Scope } from '#eventstore';
import type { Day } from '#kernel';
import { standOn } from '../../household/coverage-on.js';
import { householdStream } from '../../household/decide-household.js';
import type { HouseholdEvent } from '../../household/household.events.js';
import type { Identity, Relation } from '../../household/household.types.js';
import { identitiesIn } from '../../household/identities.js';
import { type HouseholdRow, householdTable, type MemberRow, memberTable } from '../../projections/household.entity.js';

/** A person as the register of members has them on a day. */
export interface RegisterLine {
  readonly section: string;
  readonly household: string;
  readonly person: string;
  readonly relation: Relation;
  readonly policyholder: boolean;
  /** Null once their key is destroyed. */
  readonly identity: Identity | null;
  readonly enrolledOn: Day;
  readonly coveredFrom: Day | null;
  readonly coveredTo: Day | null;
  readonly diedOn: Day | null;
  readonly leftOn: Day | null;
}

/** Households whose names are opened side by side. */
const sideBySide = 32;

export interface LinesWanted {
  readonly scheme: string;
  readonly on: Day;
  readonly section?: string;
  readonly household?: string;
}

/** Persons by section, household and id; the names come from the log, for whoever may read them. */
export const registerLines = async (
  models: ReadModels,
  decisions: Decisions,
  scope: Scope,
  { on, ...where }: LinesWanted,
): Promise<readonly RegisterLine[]> => {
  const households = await models.find(scope, householdTable, { where, orderBy: ['section', 'household'] });
  const { scheme, household } = where;
  const members = await models.find(scope, memberTable, {
    where: household === undefined ? { scheme } : { scheme, household },
    orderBy: ['household', 'person'],
  });
  const byHousehold = new Map<string, MemberRow[]>();
  for (const member of members) {
    const known = byHousehold.get(member.household);
    if (known) known.push(member);
    else byHousehold.set(member.household, [member]);
  }
  const lines: RegisterLine[] = [];
  for (let from = 0; from < households.length; from += sideBySide) {
    const some = households.slice(from, from + sideBySide);
    const names = await Promise.all(
      some.map(async row =>
        identitiesIn(await decisions.history<HouseholdEvent>('membership', householdStream(row.household))),
      ),
    );
    for (const [at, row] of some.entries())
      for (const member of byHousehold.get(row.household) ?? [])
        lines.push(lineOf(row, member, names[at]?.[member.person] ?? null, on));
  }
  return lines;
};

const lineOf = (row: HouseholdRow, member: MemberRow, identity: Identity | null, on: Day): RegisterLine => {
  const { section, household, policyholder, enrolledOn } = row;
  const { person, relation, diedOn, leftOn } = member;
  const { status, from, to } = standOn(member, on);
  const isCovered = status === 'covered' || status === 'suspended';
  return {
    ...{ section, household, person, relation, identity, enrolledOn, diedOn, leftOn },
    policyholder: policyholder === person,
    coveredFrom: isCovered ? from : null,
    coveredTo: isCovered ? to : null,
  };
};
