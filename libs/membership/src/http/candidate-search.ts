import { type Decisions, reaches, type ReadModels, type Scope } from '#eventstore';
import { describedHousehold } from '../duplicate/decide-duplicate.js';
import type { KnownSide } from '../duplicate/duplicate.types.js';
import { householdStream } from '../household/decide-household.js';
import { householdDecider } from '../household/household.decider.js';
import { present } from '../household/household.state.js';
import { householdTable } from '../projections/household.entity.js';
import { type Described, leastScore, type Likeness, mayResemble, resemblance } from '../duplicate/resemblance.rule.js';

/** Somebody of another household who looks like `person`. @unit `score`: points of 100 */
export interface Candidate {
  readonly person: string;
  readonly candidate: KnownSide;
  readonly elsewhere: boolean;
  readonly score: number;
  readonly because: readonly Likeness[];
}

/** Households that are looked at side by side. */
const sideBySide = 32;

/**
 * Compares the persons of one household with everybody else's. Years of birth decide whose names are opened at all, names
 * are open only while they are compared, and the answer bears none.
 */
export class CandidateSearch {
  constructor(
    private readonly models: ReadModels,
    private readonly decisions: Decisions,
    private readonly scope: Scope,
  ) {}

  /** @returns null for a household, or a person of it, that nobody enrolled in a scheme one may ask about */
  async of(household: string, person?: string): Promise<readonly Candidate[] | null> {
    const own = await describedHousehold(this.decisions, household);
    if (!own || !reaches(this.scope, own.scheme) || (person !== undefined && !own.persons.has(person))) return null;
    const wanted = [...own.persons].flatMap(([id, described]): (readonly [string, Described])[] =>
      described && (person === undefined || person === id) ? [[id, described]] : [],
    );
    if (wanted.length === 0) return [];
    const others = await this.models.find(this.scope, householdTable, { orderBy: ['household'] });
    const found: Candidate[] = [];
    for (let from = 0; from < others.length; from += sideBySide) {
      const some = others.slice(from, from + sideBySide).filter(other => other.household !== household);
      const each = await Promise.all(some.map(other => this.alikeIn(other.household, own.scheme, wanted)));
      found.push(...each.flat());
    }
    return found.sort((a, b) => b.score - a.score || (nameOf(a) < nameOf(b) ? -1 : 1));
  }

  private async alikeIn(
    household: string,
    ownScheme: string,
    wanted: readonly (readonly [string, Described])[],
  ): Promise<readonly Candidate[]> {
    if (!(await this.isNear(household, wanted))) return [];
    const other = await describedHousehold(this.decisions, household);
    if (!other) return [];
    const { scheme } = other;
    return [...other.persons].flatMap(([id, described]) =>
      wanted.flatMap(([person, mine]): Candidate[] => {
        if (!described) return [];
        const { score, because } = resemblance(mine, described);
        const candidate = { scheme, household, person: id };
        return score < leastScore ? [] : [{ person, candidate, elsewhere: scheme !== ownScheme, score, because }];
      }),
    );
  }

  /** Whether anybody there is of an age with somebody looked for. */
  private async isNear(household: string, wanted: readonly (readonly [string, Described])[]): Promise<boolean> {
    const state = await this.decisions.stateOf('membership', householdStream(household), householdDecider);
    if (state.status !== 'enrolled') return false;
    return present(state).some(({ birthDate }) =>
      birthDate === undefined ? false : wanted.some(([, mine]) => mayResemble(mine.birthDate, birthDate)),
    );
  }
}

const nameOf = ({ person, candidate }: Candidate): string => `${person}/${candidate.household}/${candidate.person}`;
