import { describe, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { AwardCommand } from './award.commands.js';
import { awardDecider } from './award.decider.js';
import { AwardReason } from './award.reasons.js';

type Decide = Extract<AwardCommand, { type: 'DecideAward' }>;

const awards = specFor(awardDecider);
const decide = (other: Partial<Decide> = {}): AwardCommand => ({
  ...{ type: 'DecideAward', scheme: 'DIOFIOR', award: 'A-1', purpose: 'funeral', fund: 'F-AIDE', household: 'H1' },
  ...{ amount: 50_000, currency: 'XOF', decision: 'PV-4', decidedOn: '2025-09-25', ...other },
});
const stands = (granted: number, waiting = false): AwardCommand => ({
  ...{ type: 'NoteAward', scheme: 'DIOFIOR', award: 'A-1', granted, waiting, on: '2025-09-25' },
  reason: waiting ? 'SUB-001' : null,
});
const decided = awards.afterCommands(decide());

describe('an award', () => {
  test('is decided once under its number', () => {
    awards.given().when(decide()).thenLike({ type: 'subsidies.AwardDecided', effectiveAt: '2025-09-25' });
    awards
      .given(...decided)
      .when(decide())
      .thenNothing();
    awards
      .given(...decided)
      .when(decide({ amount: 50_001 }))
      .thenRefused(AwardReason.numberUsed);
    awards
      .given(...decided)
      .when(decide({ scheme: 'LOUGA' }))
      .thenRefused(AwardReason.numberUsed);
  });

  test('is for a household; the premium of the guarantee fund is for the scheme', () => {
    awards
      .given()
      .when(decide({ household: null }))
      .thenRefused(AwardReason.forWhom);
    awards
      .given()
      .when(decide({ purpose: 'guarantee-premium' }))
      .thenRefused(AwardReason.forWhom);
    awards
      .given()
      .when(decide({ purpose: 'guarantee-premium', household: null }))
      .thenLike({ data: { household: null } });
  });

  test('is owed as far as the fund carries it, more when more comes, never for what goes back', () => {
    awards
      .given(...decided)
      .when(stands(0, true))
      .thenLike({ data: { owed: false, waiting: true } });
    awards
      .given(...decided)
      .when(stands(30_000, true))
      .thenLike({ data: { owed: true } });
    const partly = awards.afterCommands(decide(), stands(30_000, true));
    awards
      .given(...partly)
      .when(stands(30_000, true))
      .thenNothing();
    awards
      .given(...partly)
      .when(stands(50_000))
      .thenLike({ data: { granted: 50_000, owed: true, waiting: false } });
    awards
      .given(...partly)
      .when(stands(0))
      .thenLike({ data: { owed: false } });
  });

  test('that nobody decided on is not noted', () => awards.given().when(stands(1)).thenRefused(AwardReason.unknown));
});
