import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CommandRefused, type Decided, type Metadata, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { By, In, Operation } from '#platform';
import { DecideProduct } from '../product/decide-product.js';
import { CloseDay } from '../scheme/decide-close-day.js';
import { DecideScheme } from '../scheme/decide-scheme.js';
import { SchemeReason } from '../scheme/scheme.reasons.js';
import {
  CloseDayDto,
  OpenSectionDto,
  ProductPath,
  PublishCoverRulesDto,
  RegisterSchemeDto,
  SchemePath,
} from './membership.dto.js';
import { Scheme, Schemes, Sections } from './schemes.queries.js';

const staff = ['scheme-manager', 'scheme-clerk', 'federation-admin', 'federation-finance', 'auditor'] as const;

@Controller('v1/schemes')
export class SchemesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({
    name: 'RegisterScheme',
    allow: ['federation-admin'],
    summary: { fr: 'Enregistrer une mutuelle', en: 'Register a scheme' },
  })
  register(
    @Body() { scheme, name, federation, currency, timezone = 'UTC' }: RegisterSchemeDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const particulars = { scheme, name, federation, currency, timezone };
    return this.commands.execute(
      new DecideScheme(scheme, { type: 'RegisterScheme', ...particulars }, { ...by, scheme }),
    );
  }

  @Get()
  @Operation({ name: 'Schemes', allow: staff, summary: { fr: 'Mutuelles', en: 'Schemes' } })
  async list(@In() scope: Scope) {
    return { schemes: await this.queries.execute(new Schemes(scope)) };
  }

  @Get(':scheme')
  @Operation({ name: 'Scheme', allow: staff, summary: { fr: 'Voir une mutuelle', en: 'See a scheme' } })
  async show(@Param() { scheme }: SchemePath, @In() scope: Scope) {
    const row = await this.queries.execute(new Scheme(scope, scheme));
    if (!row) throw new CommandRefused(refuse(SchemeReason.unknown, undefined, 'notFound'));
    return row;
  }

  @Post(':scheme/sections')
  @Operation({
    name: 'OpenSection',
    allow: ['scheme-manager', 'federation-admin'],
    summary: { fr: 'Ouvrir une section', en: 'Open a section' },
  })
  openSection(
    @Param() { scheme }: SchemePath,
    @Body() { section, name }: OpenSectionDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new DecideScheme(scheme, { type: 'OpenSection', section, name }, by));
  }

  @Get(':scheme/sections')
  @Operation({
    name: 'Sections',
    allow: staff,
    summary: { fr: 'Sections de la mutuelle', en: 'Sections of the scheme' },
  })
  async sections(@Param() { scheme }: SchemePath, @In() scope: Scope) {
    return { sections: await this.queries.execute(new Sections(scope, scheme)) };
  }

  @Post(':scheme/products/:product/cover-rules')
  @Operation({
    name: 'PublishCoverRules',
    allow: ['scheme-manager', 'federation-admin'],
    summary: { fr: 'Publier les règles de couverture', en: 'Publish cover rules' },
  })
  publish(
    @Param() { scheme, product }: ProductPath,
    @Body() { backdatingDays = 30, renewalOpensDaysBefore = 60, decision, ...told }: PublishCoverRulesDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const rules = { ...told, backdatingDays, renewalOpensDaysBefore };
    return this.commands.execute(
      new DecideProduct({ type: 'PublishCoverRules', scheme, product, rules, decision }, by),
    );
  }

  @Post(':scheme/days')
  @Operation({
    name: 'CloseDay',
    allow: ['scheme-manager', 'federation-admin', 'system'],
    summary: { fr: 'Clôturer une journée', en: 'Close a day' },
  })
  closeDay(@Param() { scheme }: SchemePath, @Body() { day }: CloseDayDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new CloseDay(scheme, day, by));
  }
}
