import { describe, expect, test } from '@jest/globals';
import { errorFile } from './error-file.js';
import { preview } from './preview.js';
import { readRegister } from './read-register.js';
import { awa, fileOf, header, idsOf, issa, options, rasmane, read, told } from './register.fixture.js';

const broken = issa.replace('12/09/2015', '31/09/2015').replace(';M;', ';?;');

describe('the error file', () => {
  test('gives a household back whole, as written, with line, columns and reasons', () => {
    const lines = errorFile(read(rasmane, awa, broken)).split('\r\n');
    expect(lines).toEqual([
      `\ufeff${header};ligne;colonne;motif`,
      `${awa};3;;`,
      `${broken};4;sexe, naissance;Sexe « ? » inconnu : F, M | La date « 31/09/2015 » n’existe pas`,
      '',
    ]);
  });

  test('corrected, is imported as it is', () => {
    const corrected = errorFile(read(rasmane, awa, broken))
      .replace('31/09/2015', '30/09/2015')
      .replace('?', 'M');
    const register = readRegister(corrected, options);
    expect([told(register), register.warnings, idsOf(register)]).toEqual([[], [], ['C-001']]);
    const again = errorFile(readRegister(errorFile(read(awa, broken)), options));
    expect(again.split('\r\n')[0]).toBe(`\ufeff${header};ligne;colonne;motif`);
  });

  test('runs nothing in a spreadsheet, and leaves numbers as they are', () => {
    const header_ = `${header};remarque`;
    const line = `${rasmane.replace('Sawadogo', '=HYPERLINK(1)').replace(';M;', ';?;')};\ufe66cmd`;
    const file = errorFile(
      readRegister(fileOf(header_, line, `${rasmane.replace('Z-NORD', '+226 70 00')};-1`), options),
    );
    expect(file).toContain(";'=HYPERLINK(1)");
    expect(file).toContain(";'\ufe66cmd;");
    expect(file).toContain(';+226 70 00;');
    expect(file).toContain(';-1;');
  });

  test('of a file that cannot be read says why', () => {
    expect(errorFile(readRegister('', options))).toBe('\ufeffligne;colonne;motif\r\n1;;Fichier vide\r\n');
  });
});

test('the preview tells households, persons, sums and kinds of errors, and names nobody', () => {
  const { fr, en } = preview(read(awa, issa, rasmane.replace(';M;', ';?;')));
  expect(fr.replaceAll('\u202f', ' ')).toBe(
    [
      '3 lignes lues (utf-8, séparateur « ; »)',
      'À enregistrer : 1 ménages, 2 personnes',
      '  par section : Z-CENTRE 1',
      '  couvertures reprises : 1',
      '  reçus : 1, pour 6 000 francs',
      'Laissés de côté : 1 ménages',
      'Erreurs : 1',
      '  1 × Sexe « … » inconnu : … (ligne 4)',
    ].join('\n'),
  );
  expect(en).toContain('To record: 1 households, 2 persons');
  expect(`${fr}${en}`).not.toMatch(/Sawadogo|Ouédraogo/);
});
