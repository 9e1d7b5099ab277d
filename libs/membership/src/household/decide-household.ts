import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { productStream } from '../product/decide-product.js';
import { productDecider } from '../product/product.decider.js';
import { registeredScheme } from '../scheme/decide-scheme.js';
import { standingFirst } from '../scheme/standing.js';
import type { HouseholdRequest as Request } from './household.commands.js';
import { householdDecider } from './household.decider.js';
import { type HouseholdState, lastNumber } from './household.state.js';

export const householdStream = (household: string): string => `membership.household-${household}`;

type WithoutLookUps<R> = R extends { type: 'EnrolHousehold' } ? Omit<R, 'sectionOpen'> : R;
export type HouseholdRequest = WithoutLookUps<Request>;

/** `new DecideHousehold('H0', { type: 'RecordDeath', person: 'AWA', … }, by)`: of the scheme that `by` names. */
export class DecideHousehold extends Command<Decided> {
  constructor(
    readonly household: string,
    readonly request: HouseholdRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideHousehold)
export class DecideHouseholdHandler implements ICommandHandler<DecideHousehold> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ household, request, metadata }: DecideHousehold): Promise<Decided> {
    const { scheme, actor, recordedAt } = metadata;
    const { timezone, sections, status } = await registeredScheme(this.decisions, scheme);
    const asked: Request =
      request.type === 'EnrolHousehold'
        ? { ...request, sectionOpen: Object.hasOwn(sections, request.section) }
        : request;
    const rules = await this.rulesOf(scheme, household, asked);
    const command = { ...asked, scheme, actor: actor.id, recordedOn: dayIn(timezone, recordedAt), rules };
    const decider = standingFirst(householdDecider, status);
    return this.decisions.decide('membership', householdStream(household), decider, command, metadata, {
      fresh: request.type === 'EnrolHousehold' ? ['self'] : [],
      answer: ({ self }) => ({ body: told(self) }),
    });
  }

  private async rulesOf(scheme: string, household: string, asked: Request) {
    const product = asked.type === 'EnrolHousehold' ? asked.product : await this.productOf(household);
    if (product === null) return [];
    return (await this.decisions.stateOf('membership', productStream(scheme, product), productDecider)).versions;
  }

  private async productOf(household: string): Promise<string | null> {
    const state = await this.decisions.latestStateOf('membership', householdStream(household), householdDecider);
    return state.status === 'none' ? null : state.product;
  }
}

/** Ids and days only: who the persons are stays sealed. */
const told = (household: HouseholdState): object | null =>
  household.status === 'none'
    ? null
    : {
        household: household.household,
        status: household.status,
        product: household.product,
        section: household.section,
        policyholder: household.policyholder,
        term: lastNumber(household),
        persons: household.members.map(({ cover }) => cover),
      };
