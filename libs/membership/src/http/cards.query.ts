import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CommandRefused, Decisions, ReadModels, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { CardReason } from '../card/card.reasons.js';
import { cardFold, cardStream } from '../card/card.state.js';
import { memberTable } from '../projections/household.entity.js';
import type { CardClaims } from './documents/card-signature.js';

/** What is good of a card's words at this moment. */
export class CheckedCard extends Query<CardClaims> {
  constructor(readonly claims: CardClaims) {
    super();
  }
}

@QueryHandler(CheckedCard)
export class CheckedCardHandler implements IQueryHandler<CheckedCard> {
  constructor(private readonly decisions: Decisions) {}

  /** @throws CommandRefused membership.card.revoked, with the day it was */
  async execute({ claims }: CheckedCard): Promise<CardClaims> {
    const { revoked } = await this.decisions.stateOf('membership', cardStream(claims.scheme, claims.person), cardFold);
    const why = revoked.find(({ issue }) => issue >= claims.issue);
    if (why) throw new CommandRefused(refuse(CardReason.revoked, { issue: claims.issue, on: why.on }, 'unprocessable'));
    return claims;
  }
}

/** The photograph of a person, as it is printed. */
export class CardPhoto extends Query<Buffer> {
  constructor(
    readonly scope: Scope,
    readonly scheme: string,
    readonly household: string,
    readonly person: string,
  ) {
    super();
  }
}

@QueryHandler(CardPhoto)
export class CardPhotoHandler implements IQueryHandler<CardPhoto> {
  constructor(
    private readonly models: ReadModels,
    private readonly decisions: Decisions,
  ) {}

  /** @throws CommandRefused 404 for a person the household does not have, and where none is kept or readable. */
  async execute({ scope, scheme, household, person }: CardPhoto): Promise<Buffer> {
    const [member] = await this.models.find(scope, memberTable, { where: { scheme, household, person } });
    if (!member) throw new CommandRefused(refuse(CardReason.holderUnknown, { person }, 'notFound'));
    const { photo } = await this.decisions.stateOf('membership', cardStream(scheme, person), cardFold);
    if (photo.status === 'none' || !photo.value)
      throw new CommandRefused(refuse(CardReason.noPhoto, { person }, 'notFound'));
    return Buffer.from(photo.value.jpeg, 'base64');
  }
}
