import { readRegister } from './read-register.js';
import type { Register, RegisterOptions } from './register.types.js';

export const options: RegisterOptions = {
  scheme: 'zabre',
  product: 'ESSENTIEL',
  sections: ['Z-CENTRE', 'Z-NORD'],
  today: '2026-03-15',
};

export const header =
  'ménage;section;adhérent;nom;sexe;naissance;lien;date_adhésion;couvert_du;couvert_au;reçu;montant;date_reçu';

/** A household of two that is right in every cell, with cover taken over and a receipt. */
export const awa =
  'C-001;Z-CENTRE;oui;Ouédraogo Awa;F;1988-04-02;adhérent;2025-01-10;2026-01-01;2026-12-31;R-7;6 000;05/01/2026';
export const issa = 'C-001;;non;Ouédraogo Issa;M;12/09/2015;enfant;;;;;;';
/** Another, of one. */
export const rasmane = 'C-002;Z-NORD;oui;Sawadogo Rasmané;M;1979-11-30;;2026-02-01;;;;;';

export const fileOf = (...lines: readonly string[]): string => lines.join('\n');
export const read = (...lines: readonly string[]): Register => readRegister(fileOf(header, ...lines), options);

/** Columns of the file written by their French names; all others as in a sound row of its own household. */
export const rowWith = (values: Readonly<Record<string, string>>): string => {
  const sound = rasmane.split(';');
  return header
    .split(';')
    .map((name, at) => values[name] ?? sound[at] ?? '')
    .join(';');
};

/** `line column code`, without what all codes begin with. */
export const told = (register: Register): readonly string[] =>
  register.errors.map(({ line, column, code }) => `${line} ${column} ${code.replace('membership.register.', '')}`);
export const warned = (register: Register): readonly string[] =>
  register.warnings.map(({ line, column, code }) => `${line} ${column} ${code.replace('membership.register.', '')}`);
export const idsOf = (register: Register): readonly string[] => register.households.map(({ household }) => household);
