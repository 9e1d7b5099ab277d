import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { OpaqueKeys, type Scope } from '#eventstore';
import { Clock } from '#kernel';
import { In, Operation } from '#platform';
import { HouseholdPath, SchemePath } from '../membership.dto.js';
import { CardSigner } from './card-signature.js';
import { CardsDto, HouseholdPaperDto, RegisterDto } from './documents.dto.js';
import { Paper, type PaperKind, type PaperWanted } from './documents.query.js';

/** Names are on every paper: for whoever may read them. */
const office = ['scheme-clerk', 'scheme-manager'] as const;

/** Papers as the office knows them, made from the record when they are asked for. */
@Controller('v1/schemes/:scheme')
export class DocumentsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    private readonly keys: OpaqueKeys,
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

  private async paper(scope: Scope, kind: PaperKind, wanted: PaperWanted): Promise<StreamableFile> {
    // Made when it is needed: the secret it comes of may not be there yet while the application starts.
    const signer = new CardSigner(this.keys);
    const { bytes, name } = await this.queries.execute(new Paper(scope, kind, wanted, this.clock.now(), signer));
    const type = name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/pdf';
    return new StreamableFile(bytes, { type, disposition: `attachment; filename="${name}"` });
  }
}
