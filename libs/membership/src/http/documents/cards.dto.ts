import { IsIn, IsOptional } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId } from '#platform';
import { type CardLoss, cardLosses } from '../../card/card.events.js';
import { RegisterDto } from './documents.dto.js';

export class CardsDto extends RegisterDto {
  /** One household alone: its cards are made again. */
  @IsOptional() @IsId() household?: string;
}

export class RevokeCardDto {
  @IsDay() on: Day;
  @IsIn(cardLosses) because: CardLoss;
}
