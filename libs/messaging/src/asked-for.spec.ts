import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ParkedStream, pause } from '#eventstore';
import { ask, resendOf } from './asked-for.js';
import { InProcessTransport } from './in-process-transport.js';
import { Federation, hasty, inbox, openPlain, policy, publication } from './premiums.fixture.js';
import { Runners } from './runners.js';

let federation: Federation;
let running: Runners[];
beforeEach(() => {
  federation = new Federation();
  running = [];
});
afterEach(() => Promise.all(running.map(runners => runners.stop())));

const started = async (): Promise<Runners> => {
  const { log, models, clock, execute } = federation;
  const runners = new Runners(
    { log, models, clock, execute, transport: new InProcessTransport(hasty), open: openPlain },
    { policies: [policy], inboxes: [inbox], publications: [publication] },
    { ...hasty, askedMs: 10 },
  );
  running.push(runners);
  await runners.start();
  return runners;
};

const until = async (reached: () => boolean): Promise<void> => {
  for (let left = 500; !reached(); left -= 1) {
    if (left === 0) throw new Error('it did not come about');
    await pause(5);
  }
};

describe('asked by another process', () => {
  test('the relay says a stream again, and what was set aside goes on from there', async () => {
    let broken = true;
    federation.intercept = ({ amount }) => {
      if (broken && amount === 500) throw new Error('out of order');
    };
    const runners = await started();
    await federation.pay('H1', 500);
    await federation.pay('H1', 700);
    await runners.settled();
    expect(runners.parked()).toHaveLength(1);
    broken = false;
    const [{ stream, position }] = runners.parked() as [ParkedStream];
    await ask(federation.models, 'contributions', { name: resendOf('contributions'), stream, from: position });
    await until(() => runners.parked().length === 0);
    await runners.settled();
    expect(await federation.noted()).toEqual({ H1: [500, 700] });
    expect(await federation.models.parked('contributions')).toEqual([]);
  });

  test('a policy takes a stream up again; what still fails stays set aside', async () => {
    let broken = true;
    federation.intercept = ({ type }) => {
      if (broken && type === 'Thanked') throw new Error('out of paper');
    };
    const runners = await started();
    await federation.pay('H1', 500);
    await runners.settled();
    const [{ stream, attempts }] = runners.parked() as [ParkedStream];
    const resume = () => ask(federation.models, 'benefits', { name: policy.name, stream, from: 0 });
    await resume();
    await until(() => runners.parked()[0]!.attempts > attempts);
    broken = false;
    await resume();
    await until(() => runners.parked().length === 0);
    expect(await federation.noted('Thanked')).toEqual({ H1: [500] });
  });
});
