import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { By, Operation } from '#platform';
import { ReceiveTransfer, TransferPersons } from '../household/transfer/decide-transfer.js';
import { HouseholdPath } from './membership.dto.js';
import { ReceiveTransferDto, TransferPath, TransferPersonsDto } from './transfers.dto.js';

const managers = ['scheme-manager', 'federation-admin'] as const;

/** Persons who move: one scheme lets them go, the other receives them. */
@Controller('v1/schemes/:scheme')
export class TransfersController {
  constructor(private readonly commands: CommandBus) {}

  @Post('households/:household/transfers')
  @Operation({
    name: 'TransferPersons',
    allow: managers,
    summary: { fr: 'Transférer des personnes', en: 'Let persons go to another household or scheme' },
  })
  transfer(
    @Param() { household }: HouseholdPath,
    @Body() form: TransferPersonsDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    return this.commands.execute(new TransferPersons(household, form, by));
  }

  @Post('transfers/:transfer/reception')
  @Operation({
    name: 'ReceiveTransfer',
    allow: managers,
    summary: { fr: 'Accueillir des personnes transférées', en: 'Receive persons who were transferred' },
  })
  receive(
    @Param() { transfer }: TransferPath,
    @Body() { relations = [], ...form }: ReceiveTransferDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const known = Object.fromEntries(relations.map(({ person, relation }) => [person, relation]));
    return this.commands.execute(new ReceiveTransfer(transfer, { ...form, relations: known }, by));
  }
}
