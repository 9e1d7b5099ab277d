import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata, OpaqueKeys } from '#eventstore';
import { packageFold, packageStream } from '../../package/package.state.js';
import { actsAskedBy, type PackageVersion } from '../../package/package.types.js';
import { householdFold, householdStream } from '../household.state.js';
import { actKeyParts, categoryKeyParts, episodeKeyParts } from '../household.types.js';
import { type CarryRights, carryRightsDecider } from './carry-rights.decider.js';
import type { HandedOn } from './moved.types.js';

/** A move as it is known where it was told. */
export type Move = Omit<CarryRights, 'type' | 'keys'>;

/** A person's move out of this household to where they went on. */
export const moveFrom = (
  { scheme, household, person }: { readonly scheme: string; readonly household: string; readonly person: string },
  to: HandedOn,
): Move => ({ ...to, person, fromScheme: scheme, fromHousehold: household });

/** Brings what a person used before a move to where they went. */
export class DecideCarry extends Command<Decided> {
  constructor(
    readonly move: Move,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideCarry)
export class DecideCarryHandler implements ICommandHandler<DecideCarry> {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: OpaqueKeys,
  ) {}

  async execute({ move, metadata }: DecideCarry): Promise<Decided> {
    const streams = { from: householdStream(move.fromHousehold), to: householdStream(move.toHousehold) };
    const command: CarryRights = { type: 'CarryRights', ...move, keys: await this.namesFor(move, streams) };
    return this.decisions.decideJointly('benefits', streams, carryRightsDecider, command, {
      ...metadata,
      scheme: move.toScheme,
    });
  }

  /** Keys are each scheme's own and tell nothing: what either package names is named by both. */
  private async namesFor(
    { person, fromScheme, toScheme }: Move,
    streams: { readonly from: string; readonly to: string },
  ): Promise<CarryRights['keys']> {
    if (fromScheme === toScheme) return null;
    const versions = [
      ...(await this.versionsOf(fromScheme, streams.from, person)),
      ...(await this.versionsOf(toScheme, streams.to, person)),
    ];
    const parts = [
      episodeKeyParts(person),
      ...[...new Set(versions.flatMap(actsNamed))].map(act => actKeyParts(person, act)),
      ...[...new Set(versions.flatMap(({ ceilings }) => Object.keys(ceilings.categories)))].map(category =>
        categoryKeyParts(person, category),
      ),
    ];
    return Object.fromEntries(
      parts.map(part => [this.keys.keyOf(fromScheme, ...part), this.keys.keyOf(toScheme, ...part)]),
    );
  }

  private async versionsOf(scheme: string, stream: string, person: string): Promise<readonly PackageVersion[]> {
    const { cover } = await this.decisions.stateOf('benefits', stream, householdFold);
    const product = cover.get(person)?.product;
    if (product === undefined) return [];
    const { versions } = await this.decisions.stateOf('benefits', packageStream(scheme, product), packageFold);
    return versions.map(({ version }) => version);
  }
}

/** Every act a package counts, asks for or looks back at. */
const actsNamed = ({ lines, advice = [], vaccination }: PackageVersion): readonly string[] => [
  ...lines.flatMap(({ act, conditions = [], referral }) => [
    act,
    ...conditions.flatMap(actsAskedBy),
    ...(referral ? [referral.act] : []),
  ]),
  ...advice.map(({ propose }) => propose),
  ...(vaccination?.doses ?? []).map(({ dose }) => dose),
];
