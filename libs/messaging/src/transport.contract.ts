import { afterEach, describe, expect, test } from '@jest/globals';
import { pause } from '#eventstore';
import type { Message } from './message.js';
import { firstHeard, type Medium, type MediumKind, said, upTo } from './transport.fixture.js';
import { type Transport, TransportClosed } from './transport.js';

/** What every transport promises, however it carries messages. */
export const describeTransport = (name: string, { make, remembers, patience_ms }: MediumKind): void => {
  const whereRemembered = (title: string, run: () => Promise<void>): void => {
    if (remembers) test(title, run);
  };
  let medium: Medium;
  let open: Transport[] = [];

  const fresh = async (): Promise<Transport> => {
    medium = await make({ attempts: 3, firstPauseMs: 10, longestPauseMs: 100 });
    return another();
  };
  const another = async (): Promise<Transport> => {
    const transport = await medium.open();
    open.push(transport);
    return transport;
  };
  const until = async (reached: () => boolean | Promise<boolean>): Promise<void> => {
    const end = performance.now() + patience_ms;
    while (!(await reached())) {
      if (performance.now() > end) throw new Error(`not within ${patience_ms} ms`);
      await pause(5);
    }
  };
  const settled = (transport: Transport): Promise<void> => until(() => transport.idle());

  afterEach(async () => {
    await Promise.all(open.map(transport => transport.close()));
    open = [];
    await medium.close?.();
  });

  describe(name, () => {
    test('each group hears everything, in order per key', async () => {
      const transport = await fresh();
      const [one, two]: [Message[], Message[]] = [[], []];
      await transport.subscribe('contributions', 'one', async batch => void one.push(...batch));
      await transport.subscribe('contributions', 'two', async batch => {
        await pause(1);
        two.push(...batch);
      });
      const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
      const sends = upTo(6).map(revision =>
        transport.send(
          'contributions',
          keys.map(key => said(key, revision)),
        ),
      );
      await Promise.all(sends);
      await settled(transport);
      const expected = Object.fromEntries(keys.map(key => [key, upTo(6)]));
      expect(firstHeard(one)).toEqual(expected);
      expect(firstHeard(two)).toEqual(expected);
    });

    test('a message comes as it was said, as far as JSON carries it, and nobody shares an object', async () => {
      const transport = await fresh();
      let came: Message | undefined;
      await transport.subscribe('contributions', 'one', async ([first]) => void (came = first));
      const data = { when: new Date(0), none: undefined, name: 'Aïssata «Kaya»', nothing: null };
      await transport.send('contributions', [said('contributions.account-é', 7, data)]);
      await settled(transport);
      const carried = { when: '1970-01-01T00:00:00.000Z', name: 'Aïssata «Kaya»', nothing: null };
      expect(came).toEqual({ ...said('contributions.account-é', 7), data: carried });
    });

    test('of one key, one batch is handled at a time; other keys are handled meanwhile', async () => {
      const transport = await fresh();
      const busy = new Set<string>();
      let sideBySide = 0;
      let twice = false;
      await transport.subscribe('contributions', 'one', async ([first]) => {
        const { stream } = first!;
        twice ||= busy.has(stream);
        busy.add(stream);
        sideBySide = Math.max(sideBySide, busy.size);
        await pause(20);
        busy.delete(stream);
      });
      for (const revision of upTo(3))
        await Promise.race([
          transport.send(
            'contributions',
            ['a', 'b', 'c', 'd'].map(key => said(key, revision)),
          ),
          pause(10),
        ]);
      await settled(transport);
      expect(twice).toBe(false);
      expect(sideBySide).toBeGreaterThan(1);
    });

    test('what a handler fails at comes again until it is handled, and holds up its own key only', async () => {
      const transport = await fresh();
      const log: string[] = [];
      let failures = 5;
      await transport.subscribe('contributions', 'one', async batch => {
        if (batch[0]!.stream === 'a' && failures-- > 0) throw new Error('not yet');
        log.push(...batch.map(({ stream, revision }) => `${stream}${revision}`));
      });
      const sending = transport.send('contributions', [said('a', 1), said('b', 1), said('a', 2), said('b', 2)]);
      await until(() => log.length === 4);
      await sending;
      expect(log).toEqual(['b1', 'b2', 'a1', 'a2']);
    });

    test('many keys that fail leave the others their turn', async () => {
      const transport = await fresh();
      const heard = new Set<string>();
      let mend = false;
      await transport.subscribe('contributions', 'one', async ([first]) => {
        if (first!.stream.startsWith('bad') && !mend) throw new Error('not yet');
        heard.add(first!.stream);
      });
      const bad = upTo(40).map(index => said(`bad-${index}`, 1));
      const sending = transport.send('contributions', [...bad, said('good', 1)]);
      if (remembers) await until(() => heard.has('good'));
      mend = true;
      await sending;
      await settled(transport);
      expect(heard.size).toBe(41);
    });

    test('a group that is stuck does not hold up another, and nothing is idle before it is free', async () => {
      const transport = await fresh();
      let free = (): void => undefined;
      const stuck = new Promise<void>(resolve => (free = resolve));
      const two: Message[] = [];
      await transport.subscribe('contributions', 'one', () => stuck);
      await transport.subscribe('contributions', 'two', async batch => void two.push(...batch));
      const sending = transport.send('contributions', [said('a', 1)]);
      await until(() => two.length === 1);
      expect(await transport.idle()).toBe(false);
      free();
      await sending;
      await settled(transport);
    });

    test('a group hears its own topic only', async () => {
      const transport = await fresh();
      const heard: Message[] = [];
      await transport.subscribe('membership', 'one', async batch => void heard.push(...batch));
      await transport.send('contributions', [said('a', 1)]);
      await settled(transport);
      await pause(20);
      expect(heard).toEqual([]);
    });

    test('what is said again is heard again', async () => {
      const transport = await fresh();
      const heard: Message[] = [];
      await transport.subscribe('contributions', 'one', async batch => void heard.push(...batch));
      await transport.send('contributions', [said('a', 1), said('a', 2), said('a', 3)]);
      await transport.send('contributions', [said('a', 2), said('a', 3)]);
      await settled(transport);
      expect(heard.map(({ revision }) => revision)).toEqual([1, 2, 3, 2, 3]);
    });

    test('thousands of messages in one go all arrive, in order per key', async () => {
      const transport = await fresh();
      const heard: Record<string, number[]> = {};
      await transport.subscribe('contributions', 'one', async batch => {
        for (const { stream, revision } of batch) (heard[stream] ??= []).push(revision);
      });
      const many = upTo(100).flatMap(revision => upTo(60).map(key => said(`household-${key}`, revision)));
      await transport.send('contributions', many);
      await settled(transport);
      expect(heard).toEqual(Object.fromEntries(upTo(60).map(key => [`household-${key}`, upTo(100)])));
    });

    test('once it is closed, nothing is sent, and what was in hand was finished', async () => {
      const transport = await fresh();
      let [begun, finished] = [false, false];
      await transport.subscribe('contributions', 'one', async () => {
        begun = true;
        await pause(50);
        finished = true;
      });
      transport.send('contributions', [said('a', 1)]).catch(() => undefined);
      await until(() => begun);
      await transport.close();
      expect(finished).toBe(true);
      await expect(transport.send('contributions', [said('a', 2)])).rejects.toThrow(TransportClosed);
    });

    test('who listens is asked to get ready before the first message', async () => {
      const transport = await fresh();
      const log: string[] = [];
      const taken = async (): Promise<void> => {
        await pause(20);
        log.push('ready');
      };
      await transport.subscribe('contributions', 'one', async () => void log.push('heard'), { taken });
      await transport.send('contributions', [said('a', 1)]);
      await settled(transport);
      expect(log).toEqual(['ready', 'heard']);
    });

    whereRemembered('a newcomer hears what was said before it came', async () => {
      const transport = await fresh();
      await transport.send(
        'contributions',
        upTo(50).map(revision => said('a', revision)),
      );
      const heard: Message[] = [];
      await transport.subscribe('contributions', 'late', async batch => void heard.push(...batch));
      await settled(transport);
      expect(firstHeard(heard)).toEqual({ a: upTo(50) });
    });

    whereRemembered('over a stop and a start nothing is left out, and little comes twice', async () => {
      const first = await fresh();
      const heard: Message[] = [];
      await first.subscribe('contributions', 'one', async batch => {
        await pause(2);
        heard.push(...batch);
      });
      const keys = upTo(20).map(key => `household-${key}`);
      for (const revision of upTo(10))
        await first.send(
          'contributions',
          keys.map(key => said(key, revision)),
        );
      await until(() => heard.length > 40);
      await first.close();
      const before = heard.length;
      const second = await another();
      for (const revision of [11, 12])
        await second.send(
          'contributions',
          keys.map(key => said(key, revision)),
        );
      await second.subscribe('contributions', 'one', async batch => void heard.push(...batch));
      await settled(second);
      expect(firstHeard(heard)).toEqual(Object.fromEntries(keys.map(key => [key, upTo(12)])));
      expect(heard.length).toBeLessThan(before + 240);
    });

    whereRemembered('two of a group share the keys; when one leaves, the other takes over its part', async () => {
      const first = await fresh();
      const second = await another();
      const heard: [Message[], Message[]] = [[], []];
      await first.subscribe('contributions', 'one', async batch => void heard[0].push(...batch));
      await second.subscribe('contributions', 'one', async batch => void heard[1].push(...batch));
      const keys = upTo(30).map(key => `household-${key}`);
      const say = (revision: number): Promise<void> =>
        second.send(
          'contributions',
          keys.map(key => said(key, revision)),
        );
      let revision = 0;
      // Until both have had some: the second needs a moment to join.
      await until(async () => {
        await say((revision += 1));
        await pause(50);
        return heard[0].length > 0 && heard[1].length > 0;
      });
      await settled(second);
      await first.close();
      await say((revision += 1));
      await settled(second);
      const all = firstHeard([...heard[0], ...heard[1]]);
      expect(Object.keys(all)).toHaveLength(30);
      for (const revisions of Object.values(all)) expect([...revisions].sort((a, b) => a - b)).toEqual(upTo(revision));
      const later = firstHeard(heard[1]);
      for (const revisions of Object.values(later)) expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    });

    whereRemembered('how far a group is behind can be asked', async () => {
      const transport = await fresh();
      let free = (): void => undefined;
      const stuck = new Promise<void>(resolve => (free = resolve));
      await transport.subscribe('contributions', 'one', () => stuck);
      await transport.send(
        'contributions',
        upTo(7).map(revision => said('a', revision)),
      );
      await until(async () => (await transport.lag!())[0]!.lag === 7);
      free();
      await settled(transport);
      expect((await transport.lag!()).map(({ lag }) => lag)).toEqual([0]);
    });
  });
};
