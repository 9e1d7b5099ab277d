import { expect, test } from '@jest/globals';
import { personal } from '../../apps/all-in-one/test/canaries.js';
import { scenariosOf, toldInScenarios } from './told-in-scenarios.js';
import { tellingTooMuch } from './tells-too-much.js';

const told = await toldInScenarios(await scenariosOf(process.cwd()));

test('a message that holds what a scenario tells of a person, or of an illness, is found', async () => {
  const [word] = told;
  const planted = [
    `{"type":"membership.joined.v1","data":{"household":"H1","note":"${word}"}}`,
    `{"name":"${personal[0]}"}`,
  ];
  expect(await tellingTooMuch(planted)).toHaveLength(2);
});

test('pseudonyms, days and amounts tell nothing', async () =>
  expect(await tellingTooMuch(['{"type":"x","data":{"household":"H1","on":"2031-07-09","amount":8000}}'])).toEqual([]));

test('what a fund pays for names acts, as long as it names no household', async () => {
  const act = told.find(word => /^[A-Z]{3,}$/.test(word));
  const stands = (households: string) =>
    `{"type":"subsidies.envelope-stands.v1","data":{"acts":["${act}"],"households":${households}}}`;
  expect(await tellingTooMuch([stands('null')])).toEqual([]);
  expect(await tellingTooMuch([stands('["H1"]')])).toHaveLength(1);
});
