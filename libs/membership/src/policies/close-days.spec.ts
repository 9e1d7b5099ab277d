import { afterEach, expect, test } from '@jest/globals';
import { addDays, type Day } from '#kernel';
import { memoryStores } from '#platform';
import { membershipContext } from '../membership.module.js';
import { Office } from './close-days.fixture.js';

const open: Office[] = [];
afterEach(() => Promise.all(open.splice(0).map(office => office.stop())));

const opened = async (timezone?: string): Promise<Office> => {
  const office = new Office(memoryStores([membershipContext]), { daysPerRun: 7 });
  open.push(office);
  await office.project();
  await office.found('A', timezone);
  return office;
};
const closedDays = async (office: Office): Promise<readonly Day[]> =>
  (await office.told()).flatMap(text => (text.includes('DayClosed') ? text.slice(-10) : []));
const from = (first: Day, last: Day): readonly Day[] => {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
};

test('closes every day from the one on which the scheme was registered, in order', async () => {
  const office = await opened();
  await office.calendar.run();
  expect(await closedDays(office)).toEqual([]);
  office.clock.moveTo('2025-12-12T00:00:00.000Z');
  await office.calendar.run();
  expect(await closedDays(office)).toEqual(['2025-12-10', '2025-12-11']);
});

test('days begin and end where the scheme is', async () => {
  const office = await opened('Africa/Kampala');
  office.clock.moveTo('2025-12-11T20:59:59.999Z');
  await office.calendar.run();
  expect(await closedDays(office)).toEqual(['2025-12-10']);
  office.clock.moveTo('2025-12-11T21:00:00.000Z');
  await office.calendar.run();
  expect(await closedDays(office)).toEqual(['2025-12-10', '2025-12-11']);
});

test('after an outage decides what had been decided day by day, by hand: renewals, the end of grace', async () => {
  const [byHand, late] = [await opened(), await opened()];
  for (const day of from('2025-12-10', '2026-01-05')) {
    byHand.clock.moveTo(`${addDays(day, 1)}T00:05:00.000Z`);
    await byHand.close('A', day);
  }
  late.clock.moveTo('2026-01-06T09:00:00.000Z');
  const behind: number[] = [];
  for (let run = 1; run <= 4; run += 1) behind.push((await late.calendar.run()).behind_days);
  expect(behind).toEqual([20, 13, 6, 0]);
  expect(await late.told()).toEqual(await byHand.told());
  expect(await closedDays(late)).toEqual(from('2025-12-10', '2026-01-05'));
  const lapses = (await late.told()).filter(text => text.includes('CoverageLapsed'));
  expect(lapses.map(text => text.slice(-10))).toEqual(['2025-12-21', '2025-12-22', '2025-12-23']);
});

test('goes on after what a manager closed, and closes nothing of that again', async () => {
  const office = await opened();
  office.clock.moveTo('2025-12-15T18:00:00.000Z');
  await office.close('A', '2025-12-15');
  await office.calendar.run();
  expect(await closedDays(office)).toEqual(['2025-12-15']);
  office.clock.moveTo('2025-12-17T06:00:00.000Z');
  await office.calendar.run();
  expect(await closedDays(office)).toEqual(['2025-12-15', '2025-12-16']);
});
