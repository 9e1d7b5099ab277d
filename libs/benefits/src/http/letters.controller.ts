import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Decided, Metadata } from '#eventstore';
import { addDays, dayIn } from '#kernel';
import { By, Operation } from '#platform';
import { DecideLetter } from '../household/decide-letter.js';
import { SchemePath } from './catalogue.dto.js';
import { IssueLetterDto, LetterPath, ReleaseLetterDto } from './letters.dto.js';

/** A letter is good for so many days after its issue, unless it says otherwise. */
const usualValidity_days = 15;

/** Guarantee letters: a stay allowed beforehand, with what the scheme keeps free for it. */
@Controller('v1/schemes/:scheme/letters')
export class LettersController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Operation({
    name: 'IssueLetter',
    allow: ['scheme-manager', 'medical-reviewer'],
    summary: { fr: 'Émettre une lettre de garantie', en: 'Issue a guarantee letter' },
  })
  issue(@Param() { scheme }: SchemePath, @Body() asked: IssueLetterDto, @By() by: Metadata): Promise<Decided> {
    const { letter, provider, beneficiary: person, act, cap } = asked;
    const issuedOn = asked.issuedOn ?? dayIn('UTC', by.recordedAt);
    const lastDay = asked.lastDay ?? addDays(issuedOn, usualValidity_days);
    const request = { type: 'IssueLetter', letter, scheme, person, provider, act, cap, issuedOn, lastDay } as const;
    return this.commands.execute(new DecideLetter(request, by));
  }

  @Post(':letter/release')
  @Operation({
    name: 'ReleaseLetter',
    allow: ['scheme-manager', 'medical-reviewer'],
    summary: { fr: 'Rendre une lettre de garantie', en: 'Give back a guarantee letter' },
  })
  release(
    @Param() { scheme, letter }: LetterPath,
    @Body() { beneficiary: person }: ReleaseLetterDto,
    @By() by: Metadata,
  ): Promise<Decided> {
    const releasedOn = dayIn('UTC', by.recordedAt);
    return this.commands.execute(new DecideLetter({ type: 'ReleaseLetter', letter, scheme, person, releasedOn }, by));
  }
}
