import { expect, test } from '@jest/globals';
import type { GroupSlipView } from '../groups.query.js';
import { groupSlipCsv, groupSlipSheet } from './group-slip.js';

const slip: GroupSlipView = {
  ...{
    group: 'G1',
    kind: 'creditGroup',
    name: 'Femmes de Zabré',
    section: 'ZABRE',
    on: '2025-02-01',
    collector: 'P-17',
  },
  households: [
    { household: 'H0', policyholder: 'AWA', persons: 4, coverTo: '2025-12-31' },
    { household: '=H1', policyholder: null, persons: 2, coverTo: null },
  ],
  persons: 6,
};

test('a group’s slip has a line for each household, a blank for its money, and the total', () => {
  const text = JSON.stringify(groupSlipSheet(slip));
  expect(text).toContain('["H0","AWA","4","31/12/2025","……………",""]');
  expect(text).toContain('["=H1","—","2","","……………",""]');
  expect(text).toContain('Total : 2 ménages');
  expect(text).toContain('P-17');
});

test('as a spreadsheet reads it, nothing in it runs as a formula', () =>
  expect(groupSlipCsv(slip)).toBe(
    '\ufeffGroupe;Ménage;Adhérent;Personnes;Couvert au;Montant remis\r\n' +
      "G1;H0;AWA;4;2025-12-31;\r\nG1;'=H1;;2;;\r\nG1;Total : 2;;6;;\r\n",
  ));
