import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { pdfOf } from '#platform';
import { line, open } from '../../../test/claims-desk.js';
import type { KnownClaim } from '../../claim/claim.state.js';
import type { RemittanceAnswer } from '../../remittance/decide-payment.js';
import { amountText, plainAmount } from './amount-text.js';
import { bordereauCsv, bordereauPdf } from './bordereau.js';
import { explain } from './explanation.js';
import { explanationPdf } from './explanation-pdf.js';
import { paymentFile, type PaymentOrder } from './payment-file.js';

const claimed = (...acts: string[]): KnownClaim => {
  const desk = open();
  desk.submit('C1', { on: '2025-05-02', lines: acts.map(act => line(act, 1500)) });
  return desk.claim('C1') as KnownClaim;
};
const sensitive = new Set(['IMG']);

describe('the explanation a member is given', () => {
  test('says what each part is and why', () => {
    expect(explain(claimed('CONS'), { readsActs: true, sensitive })).toMatchObject({
      sentences: [
        'La mutuelle paie 1\u00A0200\u00A0F CFA. À votre charge : 300\u00A0F CFA.',
        expect.stringContaining('30 jours'),
      ],
      lines: [{ label: 'CONS', billed: 1500, schemePays: 1200, youPay: 300, why: ['Ticket modérateur'] }],
    });
  });

  test('calls acts and medicines by the names members use, where the package has them', () => {
    const desk = open();
    const lines = [line('CONS', 1500), line('DRUG', 1200, { item: 'AMOX' }), line('HOSP', 1500), line('IMG', 1500)];
    desk.submit('C1', { on: '2025-05-02', lines });
    const names = { CONS: 'Consultation', DRUG: 'Médicament', AMOX: 'amoxicilline', IMG: 'Échographie' };
    const told = explain(desk.claim('C1') as KnownClaim, { readsActs: true, sensitive, names });
    expect(told?.lines.map(({ label }) => label)).toEqual([
      'Consultation',
      'Médicament amoxicilline',
      'HOSP',
      'Acte de prévention',
    ]);
    const untold = explain(desk.claim('C1') as KnownClaim, { readsActs: false, sensitive, names });
    expect(untold?.lines[0]?.label).toBe('Soin n° 1');
  });

  test('names a sensitive act by a neutral label and gives no reason for it', () => {
    const told = explain(claimed('CONS', 'IMG'), { readsActs: true, sensitive });
    expect(told?.lines[1]).toMatchObject({ label: 'Acte de prévention', why: [] });
    expect(JSON.stringify(told)).not.toContain('IMG');
  });

  test('names no act to those who may not read any, nor which is a sensitive one', () => {
    const told = explain(claimed('CONS', 'IMG'), { readsActs: false, sensitive });
    expect(told?.lines.map(({ label, why }) => [label, why])).toEqual([
      ['Soin n° 1', []],
      ['Soin n° 2', []],
    ]);
  });

  test('is one page', async () => {
    const told = explain(claimed('CONS', 'IMG', 'HOSP'), { readsActs: true, sensitive });
    const pdf = await pdfOf(explanationPdf(told!), '2025-06-01');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  });
});

describe('a bordereau', () => {
  const remittance: RemittanceAnswer = {
    ...{ remittance: 'R5', scheme: 'A', provider: 'CSPS-1', currency: 'XOF', issuedOn: '2025-05-31' },
    ...{ upTo: '2025-05-31', gross: 3600, returned: 0, carriedIn: 0, net: 3600, carriedOut: 0, lines: [] },
    ...{ status: 'approved', approvedOn: '2025-06-01', paidOn: null, reference: null },
  };
  const lines = [{ claim: '=C1', decision: 1, serviceDate: '2025-05-02', billed: 4500, amount: 3600 }];

  test('is a table for spreadsheets, in which nothing is a formula', () =>
    expect(bordereauCsv(remittance, lines)).toBe(
      "\uFEFFbordereau;facture;decision;date_soins;facture_montant;paye;monnaie\nR5;'=C1;1;2025-05-02;4500;3600;XOF\n",
    ));

  test('is a document for paper', async () => {
    const pdf = await pdfOf(bordereauPdf(remittance, lines), '2025-06-01');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('a payment file', () => {
  const from = { name: 'Mutuelle A', account: 'BF42BF0840101300463574000390', bank: 'ABCDBFBF' };
  const to = { name: 'CSPS & fils', account: '01-2345', bank: null };
  const order: PaymentOrder = {
    ...{ scheme: 'A', from, executeOn: '2025-06-03', createdAt: '2025-06-02T10:00:00.000Z', currency: 'XOF' },
    transfers: [
      { remittance: 'R5', amount: 3600, to },
      { remittance: 'R6', amount: 400, to },
    ],
  };

  test('orders each transfer and their sum, in whole francs', () => {
    const xml = paymentFile(order);
    expect(xml).toContain('<CtrlSum>4000</CtrlSum>');
    expect(xml.match(/<InstdAmt Ccy="XOF">\d+</g)).toEqual(['<InstdAmt Ccy="XOF">3600<', '<InstdAmt Ccy="XOF">400<']);
    expect(xml).toContain('<IBAN>BF42BF0840101300463574000390</IBAN>');
    expect(xml).toContain('<Nm>CSPS &amp; fils</Nm>');
  });

  test('has the same id when it is made again, and another when it pays something else', () => {
    const idOf = (asked: PaymentOrder) => /<MsgId>(.{1,35})<\/MsgId>/.exec(paymentFile(asked))?.[1];
    expect(idOf({ ...order, createdAt: '2025-06-02T11:00:00.000Z' })).toBe(idOf(order));
    expect(idOf({ ...order, transfers: order.transfers.slice(1) })).not.toBe(idOf(order));
  });
});

test.each([
  [0, 'XOF', '0 F CFA'],
  [1_250_000, 'XOF', '1 250 000 F CFA'],
  [-5, 'GHS', '-0,05 GHS'],
] as const)('%d in %s is written %s', (amount, currency, text) =>
  expect(amountText(amount, currency).replaceAll('\u00A0', ' ')).toBe(text),
);

test('machines are told the plain number', () => expect(plainAmount(123_456, 'GHS')).toBe('1234.56'));

test('there is no field for the result of a test, in events, requests, packages or contracts', () => {
  const source = fileURLToPath(new URL('../..', import.meta.url));
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(name =>
    /(events|types|dto|commands|schema|entity|package-document)\.ts$/.test(name),
  );
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) {
    const fields = readFileSync(source + file, 'utf8').match(/^\s*(readonly )?['"]?\w+['"]?[?!]?:/gm) ?? [];
    expect(fields.filter(field => /result|outcomeOfTest|serolog|hiv|positive/i.test(field))).toEqual([]);
  }
});
