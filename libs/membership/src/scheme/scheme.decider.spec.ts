import { describe, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { SchemeCommand } from './scheme.commands.js';
import { schemeDecider } from './scheme.decider.js';
import { SchemeReason } from './scheme.reasons.js';

const scheme = specFor(schemeDecider);
const recordedOn = '2025-03-10';
const register: SchemeCommand = {
  type: 'RegisterScheme',
  scheme: 'A',
  name: 'Mutuelle A',
  federation: 'F',
  currency: 'XOF',
  timezone: 'Africa/Ouagadougou',
  recordedOn,
};
const registered = scheme.afterCommands(register);

describe('a scheme', () => {
  test('registers once; the same particulars again change nothing', () =>
    scheme
      .given(...registered)
      .when(register)
      .thenNothing());

  test('does not take the id of another', () =>
    scheme
      .given(...registered)
      .when({ ...register, name: 'Mutuelle B' })
      .thenRefused(SchemeReason.alreadyRegistered));

  test('must be known before it opens a section', () =>
    scheme
      .given()
      .when({ type: 'OpenSection', section: 'S1', name: 'Tenkodogo', recordedOn })
      .thenRefused(SchemeReason.unknown));

  test('keeps a section under one name', () => {
    const open: SchemeCommand = { type: 'OpenSection', section: 'S1', name: 'Tenkodogo', recordedOn };
    const opened = scheme.afterCommands(register, open);
    scheme
      .given(...opened)
      .when(open)
      .thenNothing();
    scheme
      .given(...opened)
      .when({ ...open, name: 'Garango' })
      .thenRefused(SchemeReason.sectionAlreadyOpen);
  });
});

describe('closing a day', () => {
  const close = (day: string): SchemeCommand => ({ type: 'CloseDay', day, recordedOn });

  test('today may be closed', () =>
    scheme
      .given(...registered)
      .when(close('2025-03-10'))
      .thenLike({ type: 'membership.DayClosed', effectiveAt: '2025-03-10', data: { scheme: 'A', day: '2025-03-10' } }));

  test('tomorrow may not', () =>
    scheme
      .given(...registered)
      .when(close('2025-03-11'))
      .thenRefused(SchemeReason.dayNotReached));

  test('a day already behind the closed ones changes nothing', () =>
    scheme
      .given(...scheme.afterCommands(register, close('2025-03-09')))
      .when(close('2025-03-08'))
      .thenNothing());
});
