import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata, Scope } from '#eventstore';
import { By, In, Operation } from '#platform';
import { DecideReservation } from '../fund/decide-reservation.js';
import type { ReservationCommand } from '../fund/reservation.commands.js';
import {
  ClawBackDto,
  CommitReservationDto,
  ReleaseReservationDto,
  RequestSubsidyDto,
  SchemePath,
  SubsidiesDto,
  TermPath,
} from './subsidies.dto.js';
import { Subsidies, type SubsidiesFilter } from './subsidies.queries.js';

/** What funds carry of a scheme's contributions. Usually asked by the contributions themselves; by hand for corrections. */
@Controller('v1/schemes/:scheme/subsidies')
export class SubsidiesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({
    name: 'RequestSubsidy',
    allow: ['federation-admin', 'federation-finance'],
    summary: { fr: 'Demander une subvention pour un ménage', en: 'Ask a fund to carry a contribution' },
  })
  request(@Param() { scheme }: SchemePath, @Body() asked: RequestSubsidyDto, @By() by: Metadata): Promise<Decided> {
    const { fund, household, term, persons, perPerson, currency, requestedOn } = asked;
    return this.decide(
      { type: 'RequestSubsidy', scheme, fund, household, term, persons, perPerson, currency, requestedOn },
      by,
    );
  }

  @Post(':household/:term/commitment')
  @Operation({
    name: 'CommitReservation',
    allow: ['federation-admin', 'federation-finance'],
    summary: { fr: 'Engager le montant réservé', en: 'Commit what is reserved' },
  })
  commit(
    @Param() { scheme, household, term }: TermPath,
    @Body() { committedOn }: CommitReservationDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide({ type: 'CommitReservation', scheme, household, term, committedOn }, by);
  }

  @Post(':household/:term/release')
  @Operation({
    name: 'ReleaseReservation',
    allow: ['federation-admin', 'federation-finance'],
    summary: { fr: 'Rendre au fonds le montant réservé', en: 'Give the reservation back to the fund' },
  })
  release(
    @Param() { scheme, household, term }: TermPath,
    @Body() { releasedOn }: ReleaseReservationDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.decide({ type: 'ReleaseReservation', scheme, household, term, releasedOn }, by);
  }

  @Post(':household/:term/clawback')
  @Operation({
    name: 'ClawBackSubsidy',
    allow: ['federation-admin', 'federation-finance'],
    summary: { fr: 'Reprendre les mois non acquis d’une personne', en: 'Claw back a person’s unearned months' },
  })
  clawBack(
    @Param() { scheme, household, term }: TermPath,
    @Body() { person, cause, unearnedMonths, months, clawedBackOn }: ClawBackDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const asked = { scheme, household, term, person, cause, unearnedMonths, months, clawedBackOn };
    return this.decide({ type: 'ClawBack', ...asked }, by);
  }

  @Get()
  @Operation({
    name: 'Subsidies',
    allow: ['federation-admin', 'federation-finance', 'scheme-manager', 'scheme-clerk', 'auditor'],
    summary: { fr: 'Subventions des ménages de la mutuelle', en: "Subsidies of the scheme's households" },
  })
  async list(
    @Param() { scheme }: SchemePath,
    @Query() { limit, offset, household, fund, status }: SubsidiesDto,
    @In() scope: Scope,
  ) {
    const filter = { household, fund, status } as SubsidiesFilter;
    return { subsidies: await this.queries.execute(new Subsidies(scope, scheme, filter, { limit, offset })) };
  }

  private decide(command: ReservationCommand, by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideReservation(command, by));
  }
}
