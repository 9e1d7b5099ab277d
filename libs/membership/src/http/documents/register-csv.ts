import { stringify } from 'csv-stringify/sync';
import { guarded } from '../../import/formulas.js';
import { nameOf, relationInFrench } from './french.js';
import type { RegisterLine } from './register-lines.js';

/** Column → cell. French, as the office writes it. */
const columns: Readonly<Record<string, (line: RegisterLine) => string>> = {
  Section: ({ section }) => section,
  Ménage: ({ household }) => household,
  Personne: ({ person }) => person,
  'Nom et prénoms': nameOf,
  Sexe: ({ identity }) => identity?.sex ?? '',
  'Né(e) le': ({ identity }) => identity?.birthDate ?? '',
  Lien: ({ relation }) => relationInFrench[relation],
  Adhérent: ({ policyholder }) => (policyholder ? 'oui' : ''),
  'Adhésion le': ({ enrolledOn }) => enrolledOn,
  'Couvert du': ({ coveredFrom }) => coveredFrom ?? '',
  'Couvert au': ({ coveredTo }) => coveredTo ?? '',
  'Parti le': ({ leftOn }) => leftOn ?? '',
  'Décédé le': ({ diedOn }) => diedOn ?? '',
};

/** The register of members as spreadsheets read it: semicolons, UTF-8 with its mark, no cell that runs as a formula. */
export const registerCsv = (lines: readonly RegisterLine[]): string => {
  const cells = Object.values(columns);
  const records = [Object.keys(columns), ...lines.map(line => cells.map(cell => guarded(cell(line))))];
  return `\ufeff${stringify(records, { delimiter: ';', record_delimiter: '\r\n' })}`;
};
