import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata, OpaqueKeys } from '#eventstore';
import { refuse } from '#kernel';
import { answeringHousehold, householdsOf } from '../beneficiary/decide-household.js';
import { packageFold, packageStream, versionOn } from '../package/package.state.js';
import type { IssueLetter, LetterTerms, ReleaseLetter } from './household.commands.js';
import { LetterReason } from './household.reasons.js';
import { householdFold, type HouseholdState, householdStream } from './household.state.js';
import { actKeyParts } from './household.types.js';
import { letterDecider } from './letter.decider.js';

/** What the scheme's staff say of a letter; the household, ceilings and the act's key are found here. */
export type LetterRequest =
  Omit<IssueLetter, 'household' | 'key' | 'package'> | (Omit<ReleaseLetter, 'household'> & { readonly person: string });

export class DecideLetter extends Command<Decided> {
  constructor(
    readonly request: LetterRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideLetter)
export class DecideLetterHandler implements ICommandHandler<DecideLetter> {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: OpaqueKeys,
  ) {}

  async execute({ request, metadata }: DecideLetter): Promise<Decided> {
    const { scheme, person } = request;
    const household = await this.householdOf(request);
    if (household === null) {
      const unknown = request.type === 'IssueLetter' ? LetterReason.notCovered : LetterReason.notFound;
      throw new CommandRefused(refuse(unknown, { person }, 'notFound'));
    }
    const streams = { household: householdStream(household) };
    const command =
      request.type === 'IssueLetter'
        ? {
            ...request,
            household,
            key: this.keys.keyOf(scheme, ...actKeyParts(person, request.act)),
            package: await this.termsOf(request, household),
          }
        : { ...request, household };
    return this.decisions.decideJointly('benefits', streams, letterDecider, command, metadata, {
      answer: ({ household: state }) => ({ body: answerOf(state, request.letter) }),
    });
  }

  /** Of the product that would pay the stay, or that issued the letter. */
  private async householdOf(request: LetterRequest): Promise<string | null> {
    const { scheme, person } = request;
    if (request.type === 'IssueLetter') {
      const asked = { scheme, person, on: request.issuedOn };
      return answeringHousehold(this.decisions, asked, ({ lines }) => lines.has(request.act));
    }
    const households = await householdsOf(this.decisions, scheme, person);
    for (const household of households) {
      const { letters } = await this.decisions.stateOf('benefits', householdStream(household), householdFold);
      if (letters.has(request.letter)) return household;
    }
    return households.at(-1) ?? null;
  }

  private async termsOf(
    { scheme, person, act, issuedOn }: Omit<IssueLetter, 'household' | 'key' | 'package'>,
    household: string,
  ): Promise<LetterTerms | null> {
    const { cover }: HouseholdState = await this.decisions.stateOf(
      'benefits',
      householdStream(household),
      householdFold,
    );
    const product = cover.get(person)?.product;
    if (product === undefined) return null;
    const packages = await this.decisions.stateOf('benefits', packageStream(scheme, product), packageFold);
    const governing = versionOn(packages, issuedOn);
    if (!governing) return null;
    const { filingDays, ceilings } = governing.version;
    return { inPackage: governing.lines.has(act), filingDays, person: ceilings.person, household: ceilings.household };
  }
}

/** Amounts and days alone: what the letter is for is not repeated. */
const answerOf = ({ letters }: HouseholdState, id: string) => {
  const held = letters.get(id);
  if (!held) return { letter: id };
  const { letter, cap, reserved, lastDay, reservedUntil, usedBy, releasedOn } = held;
  const status = releasedOn !== null ? 'released' : usedBy !== null ? 'used' : 'open';
  return { letter, status, cap, reserved, lastDay, reservedUntil };
};
