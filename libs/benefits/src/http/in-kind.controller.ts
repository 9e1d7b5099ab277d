import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { type Day, dayIn } from '#kernel';
import { By, IsDay, IsId, Operation } from '#platform';
import { DecideInKind } from '../in-kind/decide-in-kind.js';
import { stockFold, stockStream } from '../in-kind/stock.state.js';
import { DecideLumpSum } from '../lump-sum/decide-lump-sum.js';
import { SchemePath } from './catalogue.dto.js';

export class RequestLumpSumDto {
  @IsId() request: string;
  /** Whom it happened to. */
  @IsId() beneficiary: string;
  /** As the package calls it. */
  @IsId() benefit: string;
  /** Pseudonym of who receives it. */
  @IsId() payee: string;
  @IsDay() happenedOn: Day;
  /** Today, unless said. */
  @IsOptional() @IsDay() requestedOn?: Day;
}

export class ReceiveStockDto {
  @IsId() item: string;
  /** Below zero where a count finds less. */
  @IsInt() @Min(-1_000_000) @Max(1_000_000) quantity: number;
  /** Of the delivery note or the count. */
  @IsId() reference: string;
  /** Today, unless said. */
  @IsOptional() @IsDay() receivedOn?: Day;
}

export class HandOverDto {
  @IsId() handover: string;
  @IsId() beneficiary: string;
  @IsId() item: string;
  @IsInt() @Min(1) @Max(1000) quantity: number;
  /** Today, unless said. */
  @IsOptional() @IsDay() handedOverOn?: Day;
}

export class StockPath extends SchemePath {
  @IsId() place: string;
}

/** What is given otherwise than by paying care: sums for what happened, and things. */
@Controller('v1/schemes/:scheme')
export class InKindController {
  constructor(
    private readonly commands: CommandBus,
    private readonly decisions: Decisions,
  ) {}

  @Post('lump-sums')
  @Operation({
    name: 'RequestLumpSum',
    allow: ['scheme-clerk', 'scheme-manager'],
    summary: { fr: 'Demander un capital (obsèques)', en: 'Ask for a lump sum (a funeral)' },
  })
  lumpSum(@Param() { scheme }: SchemePath, @Body() asked: RequestLumpSumDto, @By() by: Metadata): Promise<Decided> {
    const { request, beneficiary: person, benefit, payee, happenedOn } = asked;
    const recordedOn = dayIn('UTC', by.recordedAt);
    const requestedOn = asked.requestedOn ?? recordedOn;
    const about = { request, scheme, person, benefit, payee, happenedOn, requestedOn, recordedOn };
    return this.commands.execute(new DecideLumpSum(about, by));
  }

  @Post('stocks/:place/deliveries')
  @Operation({
    name: 'ReceiveStock',
    allow: ['scheme-clerk', 'scheme-manager'],
    summary: { fr: 'Saisir une livraison ou un inventaire', en: 'Enter a delivery or a count' },
  })
  receive(
    @Param() { scheme, place }: StockPath,
    @Body() { item, quantity, reference, receivedOn }: ReceiveStockDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const on = receivedOn ?? dayIn('UTC', by.recordedAt);
    const delivery = { type: 'ReceiveStock', scheme, place, item, quantity, reference, receivedOn: on } as const;
    return this.commands.execute(new DecideInKind(delivery, by));
  }

  @Post('stocks/:place/handovers')
  @Operation({
    name: 'HandOver',
    allow: ['scheme-clerk', 'scheme-manager'],
    summary: { fr: 'Remettre un article à un membre', en: 'Hand something over to a member' },
  })
  handOver(
    @Param() { scheme, place }: StockPath,
    @Body() { handover, beneficiary: person, item, quantity, handedOverOn }: HandOverDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const recordedOn = dayIn('UTC', by.recordedAt);
    const on = handedOverOn ?? recordedOn;
    const about = { handover, scheme, person, place, item, quantity, handedOverOn: on, recordedOn };
    return this.commands.execute(new DecideInKind({ type: 'HandOver', ...about }, by));
  }

  @Get('stocks/:place')
  @Operation({
    name: 'Stock',
    allow: ['scheme-clerk', 'scheme-manager', 'federation-finance', 'auditor'],
    summary: { fr: 'Voir un stock', en: 'See what a place holds' },
  })
  async stock(@Param() { scheme, place }: StockPath) {
    const { items } = await this.decisions.stateOf('benefits', stockStream(scheme, place), stockFold);
    return { place, items: Object.entries(items).map(([item, left]) => ({ item, left })) };
  }
}
