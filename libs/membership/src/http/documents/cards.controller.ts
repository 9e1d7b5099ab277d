import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { By, Operation, PersonPath } from '#platform';
import { RevokeCardOf } from '../../card/decide-card.js';
import { RevokeCardDto } from './cards.dto.js';

@Controller('v1/schemes/:scheme/persons/:person')
export class CardsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('card-revocations')
  @Operation({
    name: 'RevokeCard',
    allow: ['scheme-clerk', 'scheme-manager'],
    summary: { fr: 'Annuler la carte d’une personne', en: 'Revoke a person’s card' },
  })
  revoke(@Param() { person }: PersonPath, @Body() form: RevokeCardDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new RevokeCardOf(person, form, by));
  }
}
