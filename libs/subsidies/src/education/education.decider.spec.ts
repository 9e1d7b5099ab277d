import { describe, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { EducationCommand } from './education.commands.js';
import { educationDecider } from './education.decider.js';
import { EducationReason } from './education.reasons.js';

type Of<Type extends EducationCommand['type']> = Extract<EducationCommand, { type: Type }>;

const education = specFor(educationDecider);
const account = { scheme: 'DIOFIOR', account: 'EP-1' };
const open = (other: Partial<Of<'OpenEducationAccount'>> = {}): EducationCommand => ({
  ...{ type: 'OpenEducationAccount', ...account, household: 'H1', child: 'H1-3', fund: 'F-ECOLE', currency: 'XOF' },
  ...{ openedOn: '2025-07-01', ...other },
});
const deposit = (amount: number, reference = 'D1'): EducationCommand => ({
  ...{ type: 'DepositSavings', ...account, reference, schoolYear: 2025, amount, depositedOn: '2025-08-01' },
});
const matched = (amount: number, waiting = false): EducationCommand => ({
  ...{ type: 'NoteScholarship', ...account, schoolYear: 2025, matched: amount, waiting, on: '2025-08-01' },
  reason: waiting ? 'SUB-001' : null,
});
const proof = (paper = 'CERT-7'): EducationCommand => ({
  ...{ type: 'AcceptSchoolProof', ...account, schoolYear: 2025, proof: paper, provedOn: '2025-10-15' },
});
const pay = (amount: number, schoolYear = 2025): EducationCommand => ({
  ...{ type: 'PaySchool', ...account, reference: 'P1', schoolYear, amount, paidOn: '2025-10-20' },
});
const saved = education.afterCommands(open(), deposit(10_000), matched(8_000));
const proven = education.afterCommands(open(), deposit(10_000), matched(8_000), proof());

describe('education savings', () => {
  test('are opened once, for one child and one fund', () => {
    const opened = education.afterCommands(open());
    education.given().when(open()).thenLike({ type: 'subsidies.EducationAccountOpened' });
    education
      .given(...opened)
      .when(open())
      .thenNothing();
    education
      .given(...opened)
      .when(open({ child: 'H1-4' }))
      .thenRefused(EducationReason.alreadyOpen);
    education
      .given(...opened)
      .when(open({ scheme: 'LOUGA' }))
      .thenRefused(EducationReason.alreadyOpen);
  });

  test('are not there for another scheme', () =>
    education
      .given(...saved)
      .when({ ...deposit(500, 'D2'), scheme: 'LOUGA' })
      .thenRefused(EducationReason.unknown));

  test('take a deposit once by its reference', () => {
    education
      .given(...saved)
      .when(deposit(10_000))
      .thenNothing();
    education
      .given(...saved)
      .when(deposit(10_001))
      .thenRefused(EducationReason.depositUsed);
  });

  test('pay the school only with its proof', () => {
    education
      .given(...saved)
      .when(pay(1))
      .thenRefused(EducationReason.proofMissing);
    education
      .given(...proven)
      .when(pay(1, 2026))
      .thenRefused(EducationReason.proofMissing);
  });

  test('pay first what the fund added, then what was saved: the last franc inside, the next outside', () => {
    education
      .given(...proven)
      .when(pay(18_000))
      .thenLike({ type: 'subsidies.SchoolPaid', data: { fromMatched: 8_000, fromSaved: 10_000 } });
    education
      .given(...proven)
      .when(pay(18_001))
      .thenRefused(EducationReason.aboveBalance);
    education
      .given(...proven)
      .when(pay(8_000))
      .thenLike({ type: 'subsidies.SchoolPaid', data: { fromMatched: 8_000, fromSaved: 0 } });
  });

  test('are not spent twice', () => {
    const paid = education.afterCommands(open(), deposit(10_000), matched(8_000), proof(), pay(15_000));
    education
      .given(...paid)
      .when(pay(15_000))
      .thenNothing();
    education
      .given(...paid)
      .when(pay(15_001))
      .thenRefused(EducationReason.paymentUsed);
    const again = (amount: number) => ({ ...pay(amount), reference: 'P2' }) as EducationCommand;
    education
      .given(...paid)
      .when(again(3_000))
      .thenLike({ data: { fromMatched: 0, fromSaved: 3_000 } });
    education
      .given(...paid)
      .when(again(3_001))
      .thenRefused(EducationReason.aboveBalance);
  });

  test('take one proof for each year', () => {
    education
      .given(...proven)
      .when(proof())
      .thenNothing();
    education
      .given(...proven)
      .when(proof('CERT-8'))
      .thenRefused(EducationReason.provedAlready);
  });

  test('money that waited for the fund is owed at once when the proof is there, not before', () => {
    education
      .given(...saved)
      .when(matched(8_500))
      .thenLike({ data: { owed: false } });
    education
      .given(...proven)
      .when(matched(8_500))
      .thenLike({ data: { owed: true } });
    education
      .given(...proven)
      .when(matched(8_000, true))
      .thenLike({ data: { owed: false, waiting: true } });
    education
      .given(...proven)
      .when(matched(8_000))
      .thenNothing();
  });
});
