import { describe, expect, test } from '@jest/globals';
import { LogUnavailable, MemoryReadModels, type Metadata } from '#eventstore';
import { addDays, type Day, VirtualClock } from '#kernel';
import { Calendar, type CalendarOptions } from './calendar.js';
import type { DailyWork } from './daily-work.js';

interface Close {
  readonly scheme: string;
  readonly day: Day;
  readonly metadata: Metadata;
}

const zones: Readonly<Record<string, string>> = { OUAGA: 'Africa/Ouagadougou', KAMPALA: 'Africa/Kampala' };

/** Two schemes in two time zones, whose days are done up to a day. */
const officesOf = (doneUpTo: Day, options: CalendarOptions = {}, schemes = ['OUAGA']) => {
  const clock = new VirtualClock('2026-03-02T09:00:00.000Z');
  const asked: Close[] = [];
  const said: string[] = [];
  const up = new Map(schemes.map(scheme => [scheme, doneUpTo]));
  let trouble: (close: Close) => Error | undefined = () => undefined;
  const work: DailyWork = {
    name: 'test.close_days.v1',
    schemes: async () => schemes.map(scheme => ({ scheme, timezone: zones[scheme]!, doneUpTo: up.get(scheme)! })),
    command: (scheme, day, metadata): Close => ({ scheme, day, metadata }),
  };
  const calendar = new Calendar(
    {
      clock,
      models: new MemoryReadModels(),
      decisions: undefined as never,
      execute: async command => {
        const close = command as Close;
        const error = trouble(close);
        if (error) throw error;
        asked.push(close);
        up.set(close.scheme, close.day);
      },
    },
    [work],
    {
      ...options,
      observer: {
        done: (_, scheme, upTo, days, left) => void said.push(`${scheme} ${upTo}: ${days}, ${left} left`),
        failed: (_, error, scheme, day) => void said.push(`${scheme} ${day}: ${(error as Error).message}`),
      },
    },
  );
  return {
    calendar,
    clock,
    asked,
    said,
    up,
    fails: (when: typeof trouble) => void (trouble = when),
    days: () => asked.map(({ scheme, day }) => `${scheme} ${day}`),
  };
};

describe('a day', () => {
  test('is done once it is over where the scheme is, not a moment earlier', async () => {
    const { calendar, clock, days } = officesOf('2026-02-28', {}, ['OUAGA', 'KAMPALA']);
    clock.moveTo('2026-03-01T20:59:59.999Z');
    await calendar.run();
    expect(days()).toEqual([]);
    clock.moveTo('2026-03-01T21:00:00.000Z');
    await calendar.run();
    expect(days()).toEqual(['KAMPALA 2026-03-01']);
    clock.moveTo('2026-03-01T23:59:59.999Z');
    await calendar.run();
    clock.moveTo('2026-03-02T00:00:00.000Z');
    await calendar.run();
    expect(days()).toEqual(['KAMPALA 2026-03-01', 'OUAGA 2026-03-01']);
  });

  test('is asked for in the name of the calendar, under an id that only scheme and day decide', async () => {
    const [one, other] = [officesOf('2026-02-27'), officesOf('2026-02-28')];
    other.clock.moveTo('2026-03-05T09:00:00.000Z');
    await Promise.all([one.calendar.run(), other.calendar.run()]);
    const { metadata } = one.asked[1]!;
    expect(metadata).toEqual({
      commandId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      scheme: 'OUAGA',
      actor: { id: 'system:calendar', role: 'system' },
      correlation: metadata.commandId,
      recordedAt: '2026-03-02T09:00:00.000Z',
    });
    expect(other.asked[0]!.metadata.commandId).toBe(metadata.commandId);
    expect(new Set([...one.asked, ...other.asked].map(({ metadata: { commandId } }) => commandId)).size).toBe(5);
  });

  test('that somebody closed by hand, even today, is not asked for again', async () => {
    const { calendar, clock, up, days } = officesOf('2026-02-28');
    up.set('OUAGA', '2026-03-02');
    expect(await calendar.run()).toEqual({ behind_days: 0, failing: false });
    expect(days()).toEqual([]);
    clock.moveTo('2026-03-04T09:00:00.000Z');
    await calendar.run();
    expect(days()).toEqual(['OUAGA 2026-03-03']);
  });

  test('that read models have not heard of yet is not asked for again', async () => {
    const { calendar, up, days } = officesOf('2026-02-28');
    await calendar.run();
    up.set('OUAGA', '2026-02-28');
    await calendar.run();
    expect(days()).toEqual(['OUAGA 2026-03-01']);
  });
});

describe('after an outage', () => {
  test('days are caught up in order, so many of each scheme at a time, and it is said how many are left', async () => {
    const { calendar, days, said } = officesOf('2026-02-22', { daysPerRun: 3 }, ['OUAGA', 'KAMPALA']);
    expect(await calendar.run()).toEqual({ behind_days: 4, failing: false });
    const first = ['2026-02-23', '2026-02-24', '2026-02-25'];
    expect(days()).toEqual([...first.map(day => `OUAGA ${day}`), ...first.map(day => `KAMPALA ${day}`)]);
    await calendar.run();
    expect(await calendar.run()).toEqual({ behind_days: 0, failing: false });
    expect(days()).toHaveLength(14);
    expect(said.slice(0, 2)).toEqual(['OUAGA 2026-02-25: 3, 4 left', 'KAMPALA 2026-02-25: 3, 4 left']);
  });

  test('a year is caught up without waiting between', async () => {
    const { calendar, asked } = officesOf('2025-03-01', { every_ms: 3_600_000 });
    calendar.start();
    while (asked.length < 365) await new Promise(resolve => setTimeout(resolve, 5));
    await calendar.stop();
    expect(asked.map(({ day }) => day)).toEqual(
      Array.from({ length: 365 }, (_, index) => addDays('2025-03-02', index)),
    );
    expect(calendar.status).toEqual({ behind_days: 0, failing: false });
  });
});

describe('when something is away', () => {
  test('a day that fails keeps the days after it waiting, and no other scheme', async () => {
    const { calendar, fails, days, said } = officesOf('2026-02-26', {}, ['OUAGA', 'KAMPALA']);
    fails(({ scheme, day }) => (scheme === 'OUAGA' && day === '2026-02-28' ? new LogUnavailable('away') : undefined));
    expect(await calendar.run()).toEqual({ behind_days: 2, failing: true });
    expect(days().filter(text => text.startsWith('OUAGA'))).toEqual(['OUAGA 2026-02-27']);
    expect(days().filter(text => text.startsWith('KAMPALA'))).toHaveLength(3);
    expect(said).toContain('OUAGA 2026-02-28: away');
    fails(() => undefined);
    expect(await calendar.run()).toEqual({ behind_days: 0, failing: false });
    expect(days().filter(text => text.startsWith('OUAGA'))).toHaveLength(3);
  });

  test('it is tried again, each time after a longer pause', async () => {
    const { calendar, fails, said, asked } = officesOf('2026-02-28', {
      every_ms: 3_600_000,
      patience: { firstPauseMs: 5, longestPauseMs: 20 },
    });
    let tries = 0;
    fails(() => ((tries += 1) < 4 ? new LogUnavailable('away') : undefined));
    calendar.start();
    while (asked.length === 0) await new Promise(resolve => setTimeout(resolve, 5));
    await calendar.stop();
    expect(said).toEqual([...Array(3).fill('OUAGA 2026-03-01: away'), 'OUAGA 2026-03-01: 1, 0 left']);
  });

  test('that the schemes cannot be read is a failure, not an end', async () => {
    const said: string[] = [];
    const work: DailyWork = {
      name: 'test.close_days.v1',
      schemes: () => Promise.reject(new LogUnavailable('away')),
      command: () => ({}),
    };
    const calendar = new Calendar(
      {
        clock: new VirtualClock(),
        models: new MemoryReadModels(),
        decisions: undefined as never,
        execute: async () => 0,
      },
      [work],
      { observer: { failed: (name, error) => void said.push(`${name}: ${(error as Error).message}`) } },
    );
    expect(await calendar.run()).toEqual({ behind_days: 0, failing: true });
    expect(said).toEqual(['test.close_days.v1: away']);
  });

  test('stopping waits for the day being done, and begins no other', async () => {
    const { calendar, asked, days } = officesOf('2025-12-31', { every_ms: 3_600_000 });
    calendar.start();
    while (asked.length === 0) await Promise.resolve();
    await calendar.stop();
    const done = days().length;
    await new Promise(resolve => setTimeout(resolve, 20));
    expect([days().length, done < 60]).toEqual([done, true]);
  });
});
