import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readRegister } from './read-register.js';
import { fileOf, header, options, read, rowWith, told, warned } from './register.fixture.js';

const receipt = { reçu: 'R-1', montant: '6000', date_reçu: '2026-02-01' };
const errorsOf = (values: Readonly<Record<string, string>>) => told(read(rowWith(values)));
const enrolmentOf = (values: Readonly<Record<string, string>>) => {
  const [first] = read(rowWith(values)).households[0]?.operations ?? [];
  return first?.operation === 'EnrolHousehold' ? first.input : undefined;
};

describe('an amount', () => {
  const amountOf = (montant: string) => {
    const last = read(rowWith({ ...receipt, montant })).households[0]?.operations.at(-1);
    return last?.operation === 'RecordReceipt' ? last.input.amount : undefined;
  };

  test.each(['6000', '6 000', '6.000', '6 000 F', '6\u00a0000 FCFA', '6\u202f000', '6000F', '6 000 F CFA', '6000 xof'])(
    'written %s is six thousand francs',
    written => expect(amountOf(written)).toBe(6_000),
  );

  test('is whole: what could mean two things is not guessed at', () => {
    for (const montant of [
      '6,5',
      '6,000',
      '6.5',
      '6.00',
      '6.',
      '60 00',
      '6 000.000',
      '0',
      '-6000',
      '6e3',
      'six',
      '6 000 €',
    ])
      expect([montant, errorsOf({ ...receipt, montant: `"${montant}"` })]).toEqual([
        montant,
        ['2 montant amount_not_whole'],
      ]);
  });

  test('of any size is read back as it is written in groups of three', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), fc.constantFrom(' ', '.', '\u202f'), (francs, separator) => {
        expect(amountOf(String(francs).replace(/\B(?=(\d{3})+$)/g, separator))).toBe(francs);
      }),
    );
  });
});

describe('a date', () => {
  test.each(['2026-02-03', '03/02/2026', '3/2/2026', '03-02-2026', '3.2.2026'])('written %s is 3 February', written => {
    expect(enrolmentOf({ date_adhésion: written })?.enrolledOn).toBe('2026-02-03');
  });

  test('exists, and is not in the future: today is the last day', () => {
    expect(errorsOf({ date_adhésion: '29/02/2025' })).toEqual(['2 date_adhésion date_inexistent']);
    expect(errorsOf({ date_adhésion: '2/30/2025' })).toEqual(['2 date_adhésion date_inexistent']);
    expect(errorsOf({ date_adhésion: '3 mars 2026' })).toEqual(['2 date_adhésion date_unreadable']);
    expect(errorsOf({ date_adhésion: '15/03/2026' })).toEqual([]);
    expect(errorsOf({ date_adhésion: '16/03/2026' })).toEqual(['2 date_adhésion date_in_future']);
    expect(errorsOf({ naissance: '2026-03-16' })).toEqual(['2 naissance date_in_future']);
    expect(errorsOf({ ...receipt, date_reçu: '2026-03-16' })).toEqual(['2 date_reçu date_in_future']);
  });

  test('of birth may be an age at enrolment or a year: 1 January, with a warning', () => {
    for (const naissance of ['34', '34 ans', '1992']) {
      expect(enrolmentOf({ naissance })?.persons[0]?.birthDate).toBe('1992-01-01');
      expect(warned(read(rowWith({ naissance })))).toEqual(['2 naissance birth_estimated']);
    }
    expect([errorsOf({ naissance: '120' }), errorsOf({ naissance: '121' }), errorsOf({ naissance: '2027' })]).toEqual([
      [],
      ['2 naissance date_unreadable'],
      ['2 naissance date_in_future'],
    ]);
  });
});

describe('a name', () => {
  test.each([
    ['Ouédraogo', 'composed, as NFC'],
    ["N'Diaye Fatou", 'with an apostrophe'],
    ['Ɓaaba Ɗikko Ŋɛɛrɔ', 'in letters of the languages spoken there'],
    ['Awa', 'single'],
    ['Traoré-Koné A.', 'double'],
  ])('%s is kept (%s)', nom => {
    expect(enrolmentOf({ nom: nom.normalize('NFD') })?.persons[0]?.name).toBe(nom.normalize('NFC'));
  });

  test('has no control, invisible or direction-changing character, no lost letter, and at least one letter', () => {
    for (const nom of [
      'A\u0007wa',
      'Awa\u202e',
      'Awa\u200b',
      'A\u2066wa',
      'Ou\ufffddraogo',
      '1234',
      '---',
      '"A\nwa"',
      'x'.repeat(121),
    ])
      expect([nom, errorsOf({ nom })]).toEqual([nom, ['2 nom name_invalid']]);
    expect(errorsOf({ nom: 'x'.repeat(120) })).toEqual([]);
  });

  test('guarded against spreadsheets loses the guard', () => {
    expect(enrolmentOf({ nom: "'=Awa" })?.persons[0]?.name).toBe('=Awa');
    expect(enrolmentOf({ nom: "'Abdou" })?.persons[0]?.name).toBe("'Abdou");
  });
});

describe('a code', () => {
  test('unknown is answered with those that are known', () => {
    const register = read(rowWith({ section: 'Z-SUD', adhérent: 'peut-être', sexe: 'X', lien: 'cousin' }));
    expect(register.errors.map(({ column, message }) => [column, message.fr, message.en])).toEqual([
      [
        'section',
        'Section « Z-SUD » inconnue ; sections ouvertes : Z-CENTRE, Z-NORD',
        'Unknown section “Z-SUD”; open sections: Z-CENTRE, Z-NORD',
      ],
      [
        'adhérent',
        '« peut-être » n’est pas une réponse connue : oui, non',
        '“peut-être” is not a known answer: oui, non',
      ],
      ['sexe', 'Sexe « X » inconnu : F, M', 'Unknown sex “X”: F, M'],
      [
        'lien',
        'Lien « cousin » inconnu : adhérent, conjoint, enfant, parent, autre',
        'Unknown relation “cousin”: adhérent, conjoint, enfant, parent, autre',
      ],
    ]);
  });

  test('of a household has 60 characters at most, so that its persons can be numbered', () => {
    expect(errorsOf({ ménage: 'C'.repeat(60) })).toEqual([]);
    for (const ménage of ['C'.repeat(61), 'C 001', '-1', 'C/1', 'É1'])
      expect([ménage, errorsOf({ ménage })]).toEqual([ménage, ['2 ménage id_invalid']]);
  });

  test('of a telephone has 8 to 15 digits', () => {
    const errors = (phone: string) =>
      told(readRegister(fileOf(`${header};téléphone`, `${rowWith({})};${phone}`), options));
    for (const phone of ['70 00 00 00', '+226 70-00-00-00', '123456789012345'])
      expect([phone, errors(phone)]).toEqual([phone, []]);
    for (const phone of ['7000000', '1234567890123456', '70 00 00 0x', '70+000000'])
      expect([phone, errors(phone)]).toEqual([phone, ['2 téléphone phone_invalid']]);
  });
});
