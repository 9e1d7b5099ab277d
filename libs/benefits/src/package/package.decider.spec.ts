import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import { essentiel, essentielDocument, hospitalisationDocument } from '../../test/claims-desk.js';
import { NotAPackage, packageOf } from '../http/package-document.js';
import type { PackageCommand } from './package.commands.js';
import { packageDecider } from './package.decider.js';
import type { PackageEvent } from './package.events.js';
import { PackageReason } from './package.reasons.js';
import { versionOn } from './package.state.js';
import type { PackageVersion } from './package.types.js';

const packages = specFor(packageDecider);
const publish = (version: PackageVersion): PackageCommand => ({ type: 'PublishPackage', package: version });
const published = (version: PackageVersion): PackageEvent => ({
  type: 'benefits.PackagePublished',
  version: 1,
  effectiveAt: version.effectiveFrom,
  data: { package: version },
});
const second = essentiel({ version: 2, effectiveFrom: '2025-07-01', filingDays: 60 });

describe('publishing a package', () => {
  test('makes it binding as it is written', () =>
    packages.given().when(publish(essentiel())).then(published(essentiel())));

  test('twice the same changes nothing', () =>
    packages.given(published(essentiel())).when(publish(essentiel())).thenNothing());

  test('a published version never changes', () =>
    packages
      .given(published(essentiel()))
      .when(publish(essentiel({ filingDays: 91 })))
      .thenRefused(PackageReason.alreadyPublished));

  test('versions follow one another', () =>
    packages
      .given(published(essentiel()))
      .when(publish(essentiel({ version: 3 })))
      .thenRefused(PackageReason.versionNotNext));

  test('a later version does not take effect before an earlier one', () =>
    packages
      .given(published(essentiel()))
      .when(publish(essentiel({ version: 2, effectiveFrom: '2023-12-31' })))
      .thenRefused(PackageReason.effectiveOutOfOrder));

  test('an act has one line', () => {
    const { lines } = essentiel();
    packages
      .given()
      .when(publish(essentiel({ lines: [...lines, lines[0]!] })))
      .thenRefused(PackageReason.actTwice);
  });
});

test('care is governed by the version in effect on its day', () => {
  const state = packages.stateAfter([published(essentiel()), published(second)]);
  expect(versionOn(state, '2023-12-31')).toBeNull();
  expect(versionOn(state, '2025-06-30')?.version.version).toBe(1);
  expect(versionOn(state, '2025-07-01')?.version.version).toBe(2);
});

describe('the document', () => {
  test('the packages that come with the programme can be published', () => {
    expect(packageOf(essentielDocument).lines).toHaveLength(8);
    expect(packageOf(hospitalisationDocument).deductible).toBe(2000);
  });

  test('the same content in another order is the same text', () => {
    const turned = Object.fromEntries(Object.entries(essentielDocument).reverse());
    expect(JSON.stringify(packageOf(turned))).toBe(JSON.stringify(packageOf(essentielDocument)));
  });

  test.each([
    ['a rate above the whole', { lines: [{ act: 'A', category: 'X', waiting: 'general', rate_bps: 10_001 }] }],
    ['a fraction of a franc', { deductible: 0.5 }],
    ['a day that does not exist', { effectiveFrom: '2025-02-29' }],
    ['a field nobody knows', { discount: 1 }],
    [
      'a condition of an unknown kind',
      { lines: [{ act: 'A', category: 'X', waiting: 'general', rate_bps: 1, conditions: [{ kind: 'moon' }] }] },
    ],
  ])('with %s is none', (_, change) =>
    expect(() => packageOf({ ...essentielDocument, ...change })).toThrow(NotAPackage),
  );

  test('with its version written as text is the same', () =>
    expect(packageOf({ ...essentielDocument, version: '1' })).toEqual(packageOf(essentielDocument)));

  test('without waiting and categories has none to serve, and a category for each act', () =>
    expect(
      packageOf({
        ...essentielDocument,
        waitingMonths: { delivery: 9 },
        lines: [
          { act: 'CONS', rate_bps: 8_000 },
          { act: 'ANC', rate_bps: 10_000, prevention: true },
        ],
      }),
    ).toMatchObject({
      waitingMonths: { general: 0, delivery: 9, prevention: 0, accident: 0 },
      lines: [
        { act: 'CONS', category: 'CONS', waiting: 'general' },
        { act: 'ANC', category: 'ANC', waiting: 'prevention' },
      ],
    }));
});
