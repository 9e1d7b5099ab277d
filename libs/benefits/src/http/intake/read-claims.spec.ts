import { describe, expect, test } from '@jest/globals';
import { readClaims } from './read-claims.js';

const head = 'facture;prestataire;beneficiaire;date_soins;acte;quantite;prix_unitaire';

describe('a file of claims', () => {
  test('has a row per line; rows of one number are one claim', () => {
    const { rows, claims, errors } = readClaims(
      `\uFEFF${head}\nC1;CSPS-1;AWA;2025-05-02;CONS;1;1000\nC2;CSPS-1;ISSA;2025-05-02;CONS;1;1000\nC1;CSPS-1;AWA;2025-05-02;IMG;2;5000\n`,
    );
    expect([rows, errors]).toEqual([3, []]);
    expect(claims).toEqual([
      {
        rows: [2, 4],
        body: {
          claim: 'C1',
          provider: 'CSPS-1',
          beneficiary: 'AWA',
          serviceDate: '2025-05-02',
          lines: [
            { act: 'CONS', quantity: 1, unitPrice: 1000 },
            { act: 'IMG', quantity: 2, unitPrice: 5000 },
          ],
        },
      },
      expect.objectContaining({ rows: [3] }),
    ]);
  });

  test('may have commas, English names, a stay and an emergency', () => {
    const { claims } = readClaims(
      'claim,provider,beneficiary,serviceDate,admittedOn,dischargedOn,emergency,act,quantity,unitPrice\nC1,HD-1,AWA,2025-05-02,2025-05-02,2025-05-04,oui,HOSP,2,12000\n',
    );
    expect(claims[0]?.body).toMatchObject({ admittedOn: '2025-05-02', dischargedOn: '2025-05-04', emergency: true });
  });

  test('says which row disagrees with its claim', () =>
    expect(
      readClaims(`${head}\nC1;CSPS-1;AWA;2025-05-02;CONS;1;1000\nC1;HD-1;AWA;2025-05-02;IMG;1;1000`).errors,
    ).toEqual([expect.objectContaining({ row: 3, field: 'provider' })]));

  test('is turned away whole when a column is unknown or missing, or a row is broken', () => {
    expect(readClaims(head.replace('acte', 'nom')).errors.map(({ field }) => field)).toEqual(['nom', 'act']);
    expect(readClaims(`${head}\nC1;CSPS-1`).errors).toMatchObject([{ field: '' }]);
  });

  test('leaves what is no number as it is written, for the check to name', () =>
    expect(readClaims(`${head}\nC1;CSPS-1;AWA;2025-05-02;CONS;1;1 000`).claims[0]?.body['lines']).toMatchObject([
      { unitPrice: '1 000' },
    ]));
});
