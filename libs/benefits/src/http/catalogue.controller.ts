import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, type ApiBodyOptions } from '@nestjs/swagger';
import { CommandRefused, type Decided, type Metadata, type Scope } from '#eventstore';
import { refuse } from '#kernel';
import { By, In, Operation, RequestRefused } from '#platform';
import { DecidePackage } from '../package/decide-package.js';
import { forbiddenRules } from '../package/forbidden-rules.js';
import { PackageReason } from '../package/package.reasons.js';
import type { PackageVersion } from '../package/package.types.js';
import { DecideTariff } from '../tariff/decide-tariff.js';
import { ProductPath, PublishTariffDto, SchemePath, SimulatePackageDto } from './catalogue.dto.js';
import { Package } from './catalogue.queries.js';
import { NotAPackage, packageOf, packageSchema } from './package-document.js';
import { SimulatePackage, type SimulatedPackage } from './simulation.queries.js';

/** Safety margin 10, administration 10, reserve 5. @unit per cent of the cost of care */
const usualLoading = 25;
const publishers = ['federation-admin', 'scheme-manager'] as const;

/** What is paid and at which price: packages and tariffs, published once and then binding. */
@Controller('v1/schemes/:scheme')
export class CatalogueController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('packages')
  @Operation({
    name: 'PublishPackage',
    allow: publishers,
    summary: { fr: 'Publier une version du paquet de garanties', en: 'Publish a version of a benefit package' },
  })
  @ApiBody({ schema: packageSchema } as ApiBodyOptions)
  publishPackage(
    @Param() { scheme }: SchemePath,
    @Body() document: Record<string, unknown>,
    @By() by: Metadata,
  ): Promise<Decided> {
    const published = { type: 'PublishPackage', package: readPackage(document) } as const;
    return this.commands.execute(new DecidePackage(scheme, published, by));
  }

  @Post('packages/simulation')
  @Operation({
    name: 'SimulatePackage',
    allow: publishers,
    summary: { fr: 'Essayer un paquet sur des factures passées', en: 'Try a package on past claims' },
  })
  simulate(
    @Param() { scheme }: SchemePath,
    @Body() asked: SimulatePackageDto,
    @In() scope: Scope,
  ): Promise<SimulatedPackage> {
    const { package: document, from, to, loadingPercent = usualLoading, demandPercent = 100 } = asked;
    const draft = readPackage(document);
    const forbidden = forbiddenRules(draft)[0];
    if (forbidden) {
      const { code, pointer } = forbidden;
      throw new CommandRefused(refuse(PackageReason.ruleForbidden, { rule: code, pointer }, 'unprocessable'));
    }
    const assumptions = { loadingPercent, demandPercent };
    return this.queries.execute(new SimulatePackage(scope, scheme, draft, { from, to }, assumptions));
  }

  @Get('packages/:product')
  @Operation({
    name: 'Package',
    allow: [...publishers, 'scheme-clerk', 'medical-reviewer', 'provider-client', 'auditor'],
    summary: { fr: 'Lire les versions d’un paquet', en: 'Read the versions of a package' },
  })
  async package(@Param() { scheme, product }: ProductPath): Promise<{ versions: readonly PackageVersion[] }> {
    const versions = await this.queries.execute(new Package(scheme, product));
    if (versions.length === 0) throw new CommandRefused(refuse('benefits.package.not_found', { product }, 'notFound'));
    return { versions };
  }

  @Post('tariffs')
  @Operation({
    name: 'PublishTariff',
    allow: publishers,
    summary: { fr: 'Publier des tarifs', en: 'Publish prices' },
  })
  publishTariff(
    @Param() { scheme }: SchemePath,
    @Body() asked: PublishTariffDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const { tariff, currency } = asked;
    const prices = asked.prices.map(({ act, item, price, validFrom }) => ({
      act,
      ...(item === undefined ? {} : { item }),
      price,
      validFrom,
    }));
    return this.commands.execute(new DecideTariff(scheme, { type: 'PublishTariff', tariff, currency, prices }, by));
  }
}

const readPackage = (document: Record<string, unknown>): PackageVersion => {
  try {
    return packageOf(document);
  } catch (error) {
    if (!(error instanceof NotAPackage)) throw error;
    throw new RequestRefused(400, 'benefits.package.document_invalid', {
      detail: { fr: 'ce document n’est pas un paquet de garanties', en: 'this document is no benefit package' },
      errors: error.errors.map(({ pointer, unknown, message }) => ({
        field: pointer.slice(1).replaceAll('/', '.'),
        code: unknown ? 'request.field.unknown' : 'request.field.invalid',
        message: unknown ? 'champ inconnu / unknown field' : `valeur non permise / ${message}`,
      })),
    });
  }
};
