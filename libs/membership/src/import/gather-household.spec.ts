import { describe, expect, test } from '@jest/globals';
import { preview } from './preview.js';
import { readRegister } from './read-register.js';
import { awa, fileOf, header, idsOf, issa, options, rasmane, read, rowWith, told, warned } from './register.fixture.js';

const cover = { date_adhésion: '2026-01-01', couvert_du: '2026-02-01', couvert_au: '2027-01-31' };
const receipt = { reçu: 'R-1', montant: '6000', date_reçu: '2026-02-01' };

describe('a household of the register', () => {
  test('has one policyholder', () => {
    const spouse = issa.replace('enfant', 'conjoint');
    expect(told(read(spouse.replace(';;non', ';Z-NORD;non').replace(';;;;;;', ';2026-01-01;;;;;')))).toEqual([
      '2 adhérent policyholder_missing',
    ]);
    expect(told(read(awa, rasmane.replace('C-002', 'C-001')))).toContain('3 adhérent policyholder_several');
    expect(told(read(awa, issa.replace('enfant', 'adhérent')))).toEqual([
      '3 lien policyholder_relation',
      '3 adhérent policyholder_several',
    ]);
    expect(told(read(rowWith({ lien: 'enfant' })))).toEqual([
      '2 lien policyholder_relation',
      '2 adhérent policyholder_missing',
    ]);
  });

  test('has one section and one date of enrolment, written once or alike', () => {
    expect(told(read(awa, issa.replace(';;non', ';Z-CENTRE;non')))).toEqual([]);
    expect(told(read(awa, issa.replace(';;non', ';Z-NORD;non')))).toEqual(['3 section household_differs']);
    expect(told(read(rowWith({ section: '', date_adhésion: '' })))).toEqual([
      '2 section value_missing',
      '2 date_adhésion value_missing',
    ]);
  });

  test('has each person once: same name and same birth, whatever the accents', () => {
    const again = issa.replace('Ouédraogo Issa', 'OUEDRAOGO  issa').replace('12/09/2015', '2015-09-12');
    const register = read(awa, issa, again);
    expect(told(register)).toEqual(['4 nom person_twice']);
    expect(register.errors[0]?.message.fr).toBe('Même nom et même naissance que la ligne 3 du même ménage');
    expect(told(read(awa, issa, issa.replace('2015', '2017'), issa.replace('Issa', 'Adama')))).toEqual([]);
  });

  test('has its cover taken over with both dates, in order, from its enrolment on', () => {
    expect(told(read(rowWith(cover)))).toEqual([]);
    expect(told(read(rowWith({ ...cover, couvert_du: '' })))).toEqual(['2 couvert_du cover_half']);
    expect(told(read(rowWith({ ...cover, couvert_au: '2026-02-01' })))).toEqual([]);
    expect(told(read(rowWith({ ...cover, couvert_au: '2026-01-31' })))).toEqual(['2 couvert_au cover_reversed']);
    expect(told(read(rowWith({ ...cover, couvert_du: '2026-01-01' })))).toEqual([]);
    expect(told(read(rowWith({ ...cover, couvert_du: '2025-12-31' })))).toEqual([
      '2 couvert_du cover_before_enrolment',
    ]);
    expect(warned(read(rowWith({ ...cover, naissance: '2026-02-02' })))).toEqual(['2 naissance birth_after_start']);
    expect(warned(read(rowWith({ ...cover, naissance: '2026-02-01' })))).toEqual([]);
  });

  test('has at most a hundred persons', () => {
    const children = (count: number) => Array.from({ length: count }, (_, at) => issa.replace('Issa', `I${at}`));
    expect(read(awa, ...children(99)).households[0]?.operations[0]?.input).toMatchObject({
      persons: expect.arrayContaining([expect.objectContaining({ person: 'C-001-100' })]),
    });
    expect(told(read(awa, ...children(100)))).toEqual(['2 ménage household_too_large']);
  });

  test('has receipts with number, amount and date', () => {
    expect(told(read(rowWith({ ...receipt, reçu: '', date_reçu: '' })))).toEqual([
      '2 reçu receipt_incomplete',
      '2 date_reçu receipt_incomplete',
    ]);
  });

  test('may have a receipt repeated on each of its rows: it counts once', () => {
    const register = read(awa, issa.replace(/;;;$/, ';R-7;6000;2026-01-05'));
    expect(register.households[0]?.operations.filter(({ operation }) => operation === 'RecordReceipt')).toHaveLength(1);
  });

  test('waits with the other that shows the same receipt', () => {
    const register = read(awa, issa, rowWith({ ...receipt, reçu: 'R-7' }), rowWith({ ménage: 'C-003' }));
    expect(told(register)).toEqual(['2 reçu receipt_twice', '4 reçu receipt_twice']);
    expect(idsOf(register)).toEqual(['C-003']);
  });
});

test('a group’s households join it on the day they enrol, before anything else is asked for them', () => {
  const [household] = readRegister(fileOf(header, rasmane), { ...options, group: 'G1' }).households;
  expect(household?.operations.map(({ operation, key }) => [operation, key])).toEqual([
    ['EnrolHousehold', 'import:zabre:C-002:EnrolHousehold'],
    ['JoinGroup', 'import:zabre:C-002:JoinGroup:G1'],
  ]);
  expect(household?.operations[1]?.input).toEqual({ group: 'G1', household: 'C-002', on: '2026-02-01' });
  expect(preview(readRegister(fileOf(header, rasmane), { ...options, group: 'G1' })).en).toContain(
    'group: 1 households',
  );
});
