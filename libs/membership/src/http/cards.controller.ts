import { Body, Controller, Delete, Get, Param, Post, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, OpaqueKeys, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { By, In, Operation, SchemePath } from '#platform';
import { CardReason } from '../card/card.reasons.js';
import { DecideCard } from '../card/decide-card.js';
import { photoForCard } from './photo-for-card.js';
import { HolderPath, KeepPhotoDto, RevokeCardDto, VerifyCardDto } from './cards.dto.js';
import { CardPhoto, CheckedCard } from './cards.query.js';
import { CardSigner } from './documents/card-signature.js';

const office = ['scheme-clerk', 'scheme-manager'] as const;
const checking = [...office, 'provider-client'] as const;

/** Whether a card is good, and what makes it good no more; the photograph on it. */
@Controller('v1/schemes/:scheme')
export class CardsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly keys: OpaqueKeys,
  ) {}

  @Post('cards/verification')
  @Operation({
    name: 'VerifyCard',
    allow: checking,
    summary: { fr: 'Vérifier le code d’une carte', en: 'Check the code of a card' },
  })
  verify(@Param() { scheme }: SchemePath, @Body() { code }: VerifyCardDto) {
    const claims = new CardSigner(this.keys).read(code);
    if (!claims || claims.scheme !== scheme)
      throw new CommandRefused(refuse(CardReason.notOurs, undefined, 'unprocessable'));
    return this.queries.execute(new CheckedCard(claims));
  }

  @Get('cards/key')
  @Operation({
    name: 'CardKey',
    allow: checking,
    summary: { fr: 'Clé publique des cartes', en: 'Public key of the cards' },
  })
  key(@Param() _: SchemePath) {
    return new CardSigner(this.keys).jwk();
  }

  @Post('households/:household/persons/:person/card-revocations')
  @Operation({
    name: 'RevokeCard',
    allow: office,
    summary: { fr: 'Annuler une carte perdue ou remplacée', en: 'Revoke a card that is lost or replaced' },
  })
  revoke(@Param() { household, person }: HolderPath, @Body() form: RevokeCardDto, @By() by: Metadata) {
    return this.decide(new DecideCard({ household, person }, { type: 'RevokeCard', ...form }, by));
  }

  @Post('households/:household/persons/:person/photo')
  @Operation({
    name: 'KeepPhoto',
    allow: office,
    summary: { fr: 'Garder une photo pour la carte', en: 'Keep a photograph for the card' },
  })
  async keep(@Param() { household, person }: HolderPath, @Body() { picture }: KeepPhotoDto, @By() by: Metadata) {
    const photo = await photoForCard(Buffer.from(picture, 'base64'));
    return this.decide(new DecideCard({ household, person }, { type: 'KeepPhoto', photo }, by));
  }

  @Delete('households/:household/persons/:person/photo')
  @Operation({
    name: 'RemovePhoto',
    allow: office,
    summary: { fr: 'Retirer la photo', en: 'Remove the photograph' },
  })
  remove(@Param() { household, person }: HolderPath, @By() by: Metadata) {
    return this.decide(new DecideCard({ household, person }, { type: 'RemovePhoto' }, by));
  }

  @Get('households/:household/persons/:person/photo')
  @Operation({ name: 'Photo', allow: office, summary: { fr: 'Photo d’une personne', en: 'Photograph of a person' } })
  async photo(@Param() { scheme, household, person }: HolderPath, @In() scope: Scope): Promise<StreamableFile> {
    const jpeg = await this.queries.execute(new CardPhoto(scope, scheme, household, person));
    return new StreamableFile(jpeg, { type: 'image/jpeg', disposition: 'inline' });
  }

  private decide(command: DecideCard): Promise<Decided> {
    return this.commands.execute(command);
  }
}
