import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata, reaches, type Scope } from '#eventstore';
import { dayIn, foldAll, refuse } from '#kernel';
import { householdStream } from '../household/decide-household.js';
import { householdDecider } from '../household/household.decider.js';
import type { HouseholdEvent } from '../household/household.events.js';
import { present } from '../household/household.state.js';
import { identitiesIn } from '../household/identities.js';
import { registeredScheme, schemeStream } from '../scheme/decide-scheme.js';
import { schemeDecider } from '../scheme/scheme.decider.js';
import { type DuplicateCommand, duplicateDecider, type DuplicateRequest } from './duplicate.decider.js';
import { DuplicateReason } from './duplicate.reasons.js';
import { duplicateStream } from './duplicate.types.js';
import { type Described, resemblance } from './resemblance.rule.js';

/** `new DecideDuplicate(scope, { type: 'ProposeDuplicate', first: { household, person }, second: … }, by)` */
export class DecideDuplicate extends Command<Decided> {
  constructor(
    readonly scope: Scope,
    readonly request: DuplicateRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideDuplicate)
export class DecideDuplicateHandler implements ICommandHandler<DecideDuplicate> {
  constructor(private readonly decisions: Decisions) {}

  /** @throws CommandRefused 404 for a household of a scheme that whoever asks may not speak for. */
  async execute({ scope, request, metadata }: DecideDuplicate): Promise<Decided> {
    const { first, second } = request;
    const command = { ...request, ...(await this.lookedUp(scope, request, metadata)) };
    return this.decisions.decide('membership', duplicateStream(first, second), duplicateDecider, command, metadata, {
      answer: ({ self }) => ({ body: self }),
    });
  }

  /** The day is that of the scheme whose person is named first; UTC's while it is not known. */
  private async lookedUp(
    scope: Scope,
    { first, second }: DuplicateRequest,
    { actor, recordedAt }: Metadata,
  ): Promise<Pick<DuplicateCommand, 'known' | 'alike' | 'actor' | 'recordedOn'>> {
    const [one, other] = await Promise.all([
      describedHousehold(this.decisions, first.household),
      describedHousehold(this.decisions, second.household),
    ]);
    if ([one, other].some(found => found && !reaches(scope, found.scheme)))
      throw new CommandRefused(refuse(DuplicateReason.unknown, undefined, 'notFound'));
    const timezone = one ? (await registeredScheme(this.decisions, one.scheme)).timezone : 'UTC';
    const by = { actor: actor.id, recordedOn: dayIn(timezone, recordedAt) };
    if (!one?.persons.has(first.person) || !other?.persons.has(second.person))
      return { ...by, known: null, alike: null };
    const [a, b] = [one.persons.get(first.person), other.persons.get(second.person)];
    const known = [
      { ...first, scheme: one.scheme },
      { ...second, scheme: other.scheme },
    ] as const;
    return { ...by, known, alike: a && b ? resemblance(a, b) : null };
  }
}

/** Persons who live in a household, as its register describes them; null for whom nothing can be read any more. */
export interface DescribedHousehold {
  readonly scheme: string;
  readonly persons: ReadonlyMap<string, Described | null>;
}

/** Opens the names of one household, for as long as the comparison takes: nothing of them is kept. */
export const describedHousehold = async (
  decisions: Decisions,
  household: string,
): Promise<DescribedHousehold | null> => {
  const history = await decisions.history<HouseholdEvent>('membership', householdStream(household));
  const state = foldAll(householdDecider, history);
  if (state.status !== 'enrolled') return null;
  const { scheme, section } = state;
  const names = identitiesIn(history);
  const village = await villageOf(decisions, scheme, section);
  const persons = present(state).map(({ cover: { person } }): [string, Described | null] => {
    const identity = names[person];
    return [person, identity ? { ...identity, ...(village !== undefined && { village }) } : null];
  });
  return { scheme, persons: new Map(persons) };
};

const villageOf = async (decisions: Decisions, scheme: string, section: string): Promise<string | undefined> => {
  const state = await decisions.stateOf('membership', schemeStream(scheme), schemeDecider);
  return state.status === 'none' ? undefined : state.sections[section];
};
