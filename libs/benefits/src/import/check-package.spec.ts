import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkPackage, type FoundInFile } from './check-package.js';

const folder = new URL('../../packages/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const checked = (text: string): readonly FoundInFile[] => checkPackage(text, textOf).findings;
const brief = (text: string) => checked(text).map(({ line, pointer, code }) => [line, pointer, code.split('.').at(-1)]);

/** A package of eight lines, the fields of its line as given. */
const withLine = (line: string, more = ''): string => `product: P
version: 1
effectiveFrom: 2025-01-01
currency: XOF
tariff: T
filingDays: 90
${more}lines:
  - { act: CONS, ${line} }
`;

test.each(readdirSync(folder).filter(name => name.endsWith('.yaml') && name !== 'tarif-public.yaml'))(
  'the example %s has no mistake',
  name => expect(checked(textOf(name))).toEqual([]),
);

describe('a mistake is told by line and field, with what to write instead', () => {
  test('a misspelt field', () => {
    const [finding] = checked(withLine('rate_bps: 8000, preventon: true'));
    expect(finding).toMatchObject({ line: 8, pointer: '/lines/0/preventon' });
    expect(finding?.remedy.en).toBe('did you mean prevention?');
  });
  test('a rate that is none', () => {
    const [finding] = checked(withLine('rate_bps: 0.8'));
    expect(finding).toMatchObject({ line: 8, pointer: '/lines/0/rate_bps' });
    expect(finding?.remedy.fr).toContain('8000');
  });
  test('a rate of more than the whole: 10 000 is the last', () => {
    expect(checked(withLine('rate_bps: 10000'))).toEqual([]);
    expect(brief(withLine('rate_bps: 10001'))).toEqual([[8, '/lines/0/rate_bps', 'field_invalid']]);
  });
  test('what is no YAML', () => expect(checked('product: [')[0]?.code).toBe('benefits.package.not_yaml'));
  test('a line without an act', () =>
    expect(brief(withLine('rate_bps: 8000').replace('act: CONS, ', ''))).toEqual([
      [8, '/lines/0/act', 'field_invalid'],
    ]));
});

describe('rules that contradict each other, or name what is not there', () => {
  test.each([
    ['two lines for an act', withLine('rate_bps: 8000') + '  - { act: CONS, rate_bps: 5000 }\n', 'act_twice', 9],
    ['prevention that costs', withLine('rate_bps: 8000, prevention: true'), 'prevention_costs', 8],
    ['an age nobody has', withLine('rate_bps: 8000, who: { fromMonths: 60, belowMonths: 60 }'), 'for_nobody', 8],
    ['a ceiling for no line', withLine('rate_bps: 8000', 'ceilings: { categories: { X: 1 } }\n'), 'category_unused', 7],
    ['an article of no step', withLine('rate_bps: 8000', 'articles: { copayment: art. 3 }\n'), 'step_unknown', 7],
    [
      'a dose outside the calendar',
      withLine(
        'rate_bps: 8000',
        'vaccination: { toleranceDays: 28, doses: [{ dose: BCG, dueMonths: 0 }], diseases: [{ diagnosis: B05, doses: [M] }] }\n',
      ),
      'dose_unknown',
      7,
    ],
  ])('%s', (_, text, code, line) =>
    expect(checked(text)).toEqual([expect.objectContaining({ code: `benefits.package.${code}`, line })]),
  );
  test('an age of one month is somebody’s', () =>
    expect(checked(withLine('rate_bps: 8000, who: { fromMonths: 60, belowMonths: 61 }'))).toEqual([]));
});

describe('rules nobody may have', () => {
  test.each(['B20', 'B24.7', 'Z21', 'R75'])('no diagnosis that tells a status: %s', code =>
    expect(brief(withLine('rate_bps: 8000', `exclusions: [${code}]\n`))).toEqual([
      [7, '/exclusions/0', 'reads_hiv_status'],
    ]),
  );
  test.each(['B19', 'B25'])('a diagnosis beside them may be excluded: %s', code =>
    expect(checked(withLine('rate_bps: 8000', `exclusions: [${code}]\n`))).toEqual([]),
  );
  test('no field that reads a status', () =>
    expect(brief(withLine('rate_bps: 8000, hivStatus: negative'))).toEqual([
      [8, '/lines/0/hivStatus', 'reads_hiv_status'],
    ]));
  test('no price by sex', () =>
    expect(brief(withLine('rate_bps: 8000, rateBySex_bps: { F: 7000 }'))).toEqual([
      [8, '/lines/0/rateBySex_bps', 'prices_by_sex'],
    ]));
  test('no benefit that forces a test; its own parts may be asked for', () => {
    const tested = (condition: string): string =>
      withLine(`rate_bps: 8000, conditions: [{ kind: priorActs, acts: [${condition}], minimum: 1, windowDays: 300 }]`) +
      '  - { act: VCT, rate_bps: 10000, sensitive: true, conditions: [{ kind: bundle, components: [KIT], windowDays: 9 }] }\n';
    expect(brief(tested('VCT'))).toEqual([[8, '/lines/0/conditions/0', 'forces_test']]);
    expect(brief(tested('KIT'))).toEqual([[8, '/lines/0/conditions/0', 'forces_test']]);
    expect(brief(tested('ANC'))).toEqual([]);
  });
});

describe('a package made from a template', () => {
  const young = checkPackage(textOf('zabre-jeunes.yaml'), textOf).package;

  test('takes what it does not say, line by line', () => {
    expect(young?.ceilings).toMatchObject({ person: 20_000, household: null });
    expect(young?.episodes).toEqual({ days: 10, maximum: 4 });
    expect(young?.lines.map(({ act }) => act)).toEqual(['DRUG', 'OBS', 'ANC', 'TALK', 'NET', 'CONS']);
  });
  test('keeps its lineage and says what it changed', () =>
    expect(young?.lineage).toEqual({
      template: 'ZABRE',
      version: 1,
      overrides: ['ceilings', 'lines/CONS', 'without/DELIV'],
    }));
});
