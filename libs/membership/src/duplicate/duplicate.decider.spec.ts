import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { type DuplicateCommand, duplicateDecider } from './duplicate.decider.js';
import { DuplicateReason } from './duplicate.reasons.js';
import { duplicateStream, type Ground, type Verdict } from './duplicate.types.js';

const duplicates = specFor(duplicateDecider);
const first = { household: 'H2', person: 'P2' };
const second = { household: 'H1', person: 'P1' };
const known = [
  { ...first, scheme: 'B' },
  { ...second, scheme: 'A' },
] as const;
const alikeBy = (score: number) => ({ score, because: ['sameName', 'birthYearOnly'] as const });
const propose = (changes: Partial<DuplicateCommand> = {}): DuplicateCommand =>
  ({
    ...{
      type: 'ProposeDuplicate',
      first,
      second,
      known,
      alike: alikeBy(75),
      actor: 'agent-1',
      recordedOn: '2025-03-01',
    },
    ...changes,
  }) as DuplicateCommand;
const decide = (
  verdict: Verdict,
  reference: string,
  actor = 'agent-2',
  because: Ground = 'papers',
): DuplicateCommand => ({
  ...{ type: 'DecideDuplicate', first, second, known, alike: null, actor, recordedOn: '2025-03-08' },
  ...{ verdict, reference, because },
});

describe('two persons who look alike', () => {
  test('have one record, whichever is named first', () =>
    expect(duplicateStream(first, second)).toBe(duplicateStream(second, first)));

  test('are put forward from 75 points on', () => {
    duplicates
      .given()
      .when(propose({ alike: alikeBy(74) }))
      .thenRefused(DuplicateReason.notAlike);
    duplicates
      .given()
      .when(propose())
      .thenLike({
        type: 'membership.DuplicateProposed',
        data: { first: { household: 'H1', scheme: 'A' }, second: { household: 'H2', scheme: 'B' }, score: 75 },
      });
  });

  test('are put forward once', () =>
    duplicates
      .given(...duplicates.afterCommands(propose()))
      .when(propose({ actor: 'agent-3', alike: null }))
      .thenNothing());

  test('are of two households, enrolled, and readable', () => {
    duplicates
      .given()
      .when(propose({ second: { household: 'H2', person: 'P3' } }))
      .thenRefused(DuplicateReason.sameHousehold);
    duplicates
      .given()
      .when(propose({ known: null }))
      .thenRefused(DuplicateReason.unknown);
    duplicates
      .given()
      .when(propose({ alike: null }))
      .thenRefused(DuplicateReason.unreadable);
  });

  test('are decided by somebody else than who put them forward', () => {
    const proposed = duplicates.afterCommands(propose());
    duplicates.given().when(decide('same', 'PV-1')).thenRefused(DuplicateReason.unknown);
    duplicates
      .given(...proposed)
      .when(decide('same', 'PV-1', 'agent-1'))
      .thenRefused(DuplicateReason.samePerson);
    duplicates
      .given(...proposed)
      .when(decide('same', 'PV-1'))
      .thenLike({
        type: 'membership.DuplicateDecided',
        data: { verdict: 'same', previous: null, decidedBy: 'agent-2' },
      });
  });

  test('stay undecided while papers are awaited, and are not decided by awaiting them', () => {
    const proposed = duplicates.afterCommands(propose());
    duplicates
      .given(...proposed)
      .when(decide('undecided', 'PV-1'))
      .thenRefused(DuplicateReason.groundDoesNotFit);
    duplicates
      .given(...proposed)
      .when(decide('same', 'PV-1', 'agent-2', 'awaitingPapers'))
      .thenRefused(DuplicateReason.groundDoesNotFit);
    duplicates
      .given(...proposed)
      .when(decide('undecided', 'PV-1', 'agent-2', 'awaitingPapers'))
      .thenLike({ data: { verdict: 'undecided' } });
  });

  test('may be decided otherwise by another paper; what held before is said; the same paper says nothing new', () => {
    const same = duplicates.afterCommands(propose(), decide('same', 'PV-1'));
    duplicates
      .given(...same)
      .when(decide('same', 'PV-1'))
      .thenNothing();
    duplicates
      .given(...same)
      .when(decide('different', 'PV-2'))
      .thenLike({ data: { verdict: 'different', previous: 'same', reference: 'PV-2' } });
  });

  test('can still be decided when nothing of them can be read any more', () =>
    duplicates
      .given(...duplicates.afterCommands(propose()))
      .when({ ...decide('different', 'PV-3'), known: null })
      .thenLike({ data: { verdict: 'different' } }));
});
