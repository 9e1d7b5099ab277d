import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { ReceiptRow } from '../../projections/receipt.entity.js';
import { ChartIncomplete, readChart, uemoaChart } from './chart.js';
import { csvOf } from '#platform';
import { receiptSlip, slipOf } from './receipt-slip.js';
import { AccountStory } from '../../../test/account-story.js';
import { bookletSheet, cashBookSheet, printed, receiptRegisterSheet } from './register-pdf.js';
import { bookletCsv, cashBook, journalIn, receiptRegister, written } from './registers.js';

const receipt: ReceiptRow = {
  ...{
    scheme: 'A',
    receipt: '000117',
    household: 'H0',
    amount: 8_000,
    currency: 'XOF' as const,
    receivedOn: '2025-06-02',
  },
  ...{ collector: 'FATOU', till: 'CAISSE', approvedBy: null, joiningFee: 1_000, contribution: 7_000, credit: 0 },
  ...{ recordedAt: '2025-06-02T10:00:00.000Z', voidedOn: null },
};
const linesOf = (csv: string) => csv.replace('\ufeff', '').trimEnd().split('\r\n').slice(1);

describe('registers', () => {
  test('write each receipt, the void ones in their place', () =>
    expect(linesOf(receiptRegister([receipt, { ...receipt, receipt: '000118', voidedOn: '2025-06-03' }]))).toEqual([
      '000117;2025-06-02;H0;FATOU;CAISSE;8000;1000;7000;0;XOF;',
      '000118;2025-06-02;H0;FATOU;CAISSE;8000;1000;7000;0;XOF;2025-06-03',
    ]));

  test('write what went in and out of a till, and what ought to lie there', () => {
    const line = { position: 1, scheme: 'A', till: 'CAISSE', session: 1, on: '2025-06-02', currency: 'XOF' as const };
    expect(
      linesOf(
        cashBook([
          { ...line, entry: 'receipt', reference: '000117', amount: 8_000, balance: 20_500 },
          { ...line, entry: 'deposit', reference: 'B-1', amount: -20_000, balance: 500 },
        ]),
      ),
    ).toEqual(['2025-06-02;Reçu;000117;8000;;20500;XOF', '2025-06-02;Versement;B-1;;20000;500;XOF']);
  });

  test('write the journal by the codes of the chart', () => {
    const line = {
      ...{ position: 7, line: 0, scheme: 'A', household: 'H0', till: null, currency: 'XOF' as const },
      ...{ because: 'contributions.ReceiptRecorded', receipt: '000117', term: null, effectiveAt: '2025-06-02' },
    };
    expect(
      linesOf(
        journalIn(uemoaChart(), [
          { ...line, account: 'cash', amount: 8_000 },
          { ...line, line: 1, account: 'contributions', amount: -8_000 },
        ]),
      ),
    ).toEqual([
      '7;2025-06-02;571;Caisse;000117;H0;;8000;;XOF;ReceiptRecorded',
      '7;2025-06-02;701;Cotisations;000117;H0;;;8000;XOF;ReceiptRecorded',
    ]);
  });

  test('run no formula in a spreadsheet', () =>
    expect(linesOf(csvOf(['a'], [['=1+1'], ['@x'], ['-2'], [-2], ['ok']]))).toEqual([
      "'=1+1",
      "'@x",
      "'-2",
      '-2',
      'ok',
    ]));

  test('write small coins where the currency has them', () =>
    expect([written(1_500, 'XOF'), written(1_500, 'GHS'), written(-5, 'GHS')]).toEqual(['1500', '15,00', '-0,05']));
});

describe('registers to print', () => {
  const text = (sheet: object) => JSON.stringify(sheet);

  test('add up what is not void', () => {
    const sheet = text(
      receiptRegisterSheet('A', '2025-06-01', '2025-06-30', [
        receipt,
        { ...receipt, receipt: '000118', amount: 500, voidedOn: '2025-06-03' },
      ]),
    );
    expect(sheet).toContain('000118');
    expect(sheet).toContain('"text":"8000","bold":true');
    expect(sheet).not.toContain('8500');
  });

  test('add up no two currencies', () =>
    expect(
      text(receiptRegisterSheet('A', '2025-06-01', '2025-06-30', [receipt, { ...receipt, currency: 'GHS' }])),
    ).not.toContain('16000'));

  test('show a household what it owes and paid, and no name', () => {
    const story = new AccountStory();
    story.enrol(['AWA'], '2024-12-10');
    story.pay('R1', 5_000, '2024-12-18');
    const sheet = text(bookletSheet(story.account, '2025-01-31'));
    for (const shown of ['R1', '5000', '7000', '3000', 'en retard']) expect(sheet).toContain(`"${shown}"`);
    expect(sheet).not.toContain('AWA');
    expect(linesOf(bookletCsv(story.account, '2025-01-31'))).toEqual([
      "Échéance;2024-12-10;1;Droit d'adhésion;1000;0;XOF;",
      'Échéance;2024-12-10;1;Cotisation;7000;3000;XOF;',
      'Reçu;2024-12-18;;R1;5000;;XOF;',
    ]);
  });

  test('are files that say the same each time', async () => {
    const line = { position: 1, scheme: 'A', till: 'CAISSE', session: 1, on: '2025-06-02', currency: 'XOF' as const };
    const rows = [{ ...line, entry: 'deposit' as const, reference: 'B-1', amount: -20_000, balance: 500 }];
    const sheet = () => cashBookSheet('A', 'CAISSE', '2025-06-01', '2025-06-30', rows);
    expect(text(sheet())).toContain('"20000"');
    const [one, other] = [await printed(sheet(), '2025-06-30'), await printed(sheet(), '2025-06-30')];
    expect(one.toString('latin1').startsWith('%PDF-')).toBe(true);
    expect(one.length).toBe(other.length);
  });
});

describe('a chart of accounts', () => {
  const file = readFileSync('libs/contributions/charts/uemoa-mutuelles.yaml', 'utf8');

  test('gives every account of the journal its code', () =>
    expect(readChart(file)['member-credit']).toMatchObject({ code: '419' }));

  test('is refused when it leaves one out, or names one that there is not', () => {
    expect(() => readChart(file.replace(/^ {2}bank.*$/m, ''))).toThrow(ChartIncomplete);
    expect(() => readChart(file.replace("code: '521', ", ''))).toThrow(/bank/);
    expect(() => readChart(`${file}  gold: { code: '1', fr: Or, en: Gold }\n`)).toThrow(/gold/);
    expect(() => readChart('')).toThrow(ChartIncomplete);
  });
});

describe('a receipt to print', () => {
  test('is a PDF of one page', async () => {
    const pdf = (await receiptSlip(receipt)).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  });

  test('shows what it paid, and when it is void says so', () => {
    expect(JSON.stringify(slipOf(receipt))).toContain('7000 XOF');
    expect(JSON.stringify(slipOf(receipt))).not.toContain('ANNULÉ');
    expect(JSON.stringify(slipOf({ ...receipt, voidedOn: '2025-06-03' }))).toContain('ANNULÉ');
  });
});
