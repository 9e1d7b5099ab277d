import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { CommandRefused, Decisions, OpaqueKeys, type Scope } from '#eventstore';
import { Clock, dayIn, refuse } from '#kernel';
import { In, Operation } from '#platform';
import { HouseholdPath, SchemePath } from '../membership.dto.js';
import { cardDecider, cardStream, isRevoked } from '../../card/card.decider.js';
import { CardSigner } from './card-signature.js';
import { CardsDto } from './cards.dto.js';
import { HouseholdPaperDto, RegisterDto, VerifyCardDto } from './documents.dto.js';
import { Paper, type PaperKind } from './documents.query.js';
import { DocumentReason } from './documents.reasons.js';

/** Names are on every paper: for whoever may read them. */
const office = ['scheme-clerk', 'scheme-manager'] as const;

/** Papers as the office knows them, made from the record when they are asked for. */
@Controller('v1/schemes/:scheme')
export class DocumentsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    private readonly keys: OpaqueKeys,
    private readonly decisions: Decisions,
  ) {}

  @Get('registers/members.pdf')
  @Operation({
    name: 'MembersRegister',
    allow: office,
    summary: { fr: 'Registre des adhérents (PDF)', en: 'Register of members (PDF)' },
  })
  register(@Param() { scheme }: SchemePath, @Query() wanted: RegisterDto, @In() scope: Scope) {
    return this.paper(scope, 'register', { scheme, ...wanted });
  }

  @Get('registers/members.csv')
  @Operation({
    name: 'MembersRegisterCsv',
    allow: office,
    summary: { fr: 'Registre des adhérents (CSV)', en: 'Register of members (CSV)' },
  })
  csv(@Param() { scheme }: SchemePath, @Query() wanted: RegisterDto, @In() scope: Scope) {
    return this.paper(scope, 'csv', { scheme, ...wanted });
  }

  @Get('cards.pdf')
  @Operation({
    name: 'CardSheet',
    allow: office,
    summary: { fr: 'Planche de cartes à découper', en: 'Sheet of cards to cut out' },
  })
  cards(@Param() { scheme }: SchemePath, @Query() wanted: CardsDto, @In() scope: Scope) {
    return this.paper(scope, 'cards', { scheme, ...wanted });
  }

  @Get('households/:household/enrolment-form.pdf')
  @Operation({
    name: 'EnrolmentForm',
    allow: office,
    summary: { fr: 'Bulletin d’adhésion', en: 'Enrolment form' },
  })
  form(@Param() path: HouseholdPath, @Query() { on }: HouseholdPaperDto, @In() scope: Scope) {
    return this.paper(scope, 'form', { ...path, on });
  }

  @Get('households/:household/booklet.pdf')
  @Operation({ name: 'FamilyBooklet', allow: office, summary: { fr: 'Carnet familial', en: 'Family booklet' } })
  booklet(@Param() path: HouseholdPath, @Query() { on }: HouseholdPaperDto, @In() scope: Scope) {
    return this.paper(scope, 'booklet', { ...path, on });
  }

  @Post('cards/verification')
  @Operation({
    name: 'VerifyCard',
    allow: [...office, 'provider-client'],
    summary: { fr: 'Vérifier le code d’une carte', en: 'Check the code of a card' },
  })
  async verify(@Param() { scheme }: SchemePath, @Body() { code }: VerifyCardDto) {
    const claims = this.signer().read(code);
    if (!claims || claims.scheme !== scheme)
      throw new CommandRefused(refuse(DocumentReason.cardNotOurs, undefined, 'unprocessable'));
    const held = await this.decisions.stateOf('membership', cardStream(scheme, claims.person), cardDecider);
    if (isRevoked(claims, held))
      throw new CommandRefused(
        refuse(DocumentReason.cardRevoked, { on: held.revocations.at(-1)?.on ?? null }, 'unprocessable'),
      );
    return claims;
  }

  @Get('cards/key')
  @Operation({
    name: 'CardKey',
    allow: [...office, 'provider-client'],
    summary: { fr: 'Clé publique des cartes', en: 'Public key of the cards' },
  })
  key(@Param() _: SchemePath) {
    return this.signer().jwk();
  }

  /** Made when it is needed: the secret it comes of may not be there yet while the application starts. */
  private signer(): CardSigner {
    return new CardSigner(this.keys);
  }

  private async paper(
    scope: Scope,
    kind: PaperKind,
    wanted: { scheme: string; section?: string; household?: string; on?: string },
  ): Promise<StreamableFile> {
    const on = wanted.on ?? dayIn('UTC', this.clock.now());
    const { bytes, name } = await this.queries.execute(new Paper(scope, kind, { ...wanted, on }, this.signer()));
    const type = name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/pdf';
    return new StreamableFile(bytes, { type, disposition: `attachment; filename="${name}"` });
  }
}
