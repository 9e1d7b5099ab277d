import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { eventLogContract } from '../event-log.contract.js';
import { MemoryEventLog } from '../memory/memory-event-log.js';
import { copyContract } from '../migrate/copy-log.contract.js';
import { KurrentEventLog } from './kurrent-event-log.js';
import { isLogAddress } from './kurrent-log.module.js';
import { nameOfServer, prefixForTests, serverForTests } from './server-for-tests.fixture.js';

eventLogContract(nameOfServer, async () => {
  const server = await serverForTests();
  const prefix = prefixForTests();
  const another = async () => new KurrentEventLog({ urlOf: () => server.url, prefix });
  const log = await another();
  await log.open(['benefits']);
  return {
    log,
    another,
    close: async () => {
      await log.deleteEverything(['benefits', 'subsidies']);
      await log.close();
      await server.close();
    },
  };
});

copyContract(`memory to ${nameOfServer}, and back`, async () => {
  const server = await serverForTests();
  const to = new KurrentEventLog({ urlOf: () => server.url, prefix: prefixForTests(), groupCommands: 7 });
  return {
    from: new MemoryEventLog(),
    to,
    back: new MemoryEventLog(),
    close: async () => {
      await to.deleteEverything(['benefits']);
      await to.close();
      await server.close();
    },
  };
});

test('takes the addresses of such servers and no others', () => {
  for (const address of ['kurrentdb://h:2113?tls=false', 'kurrentdb+discover://u:p@h', 'esdb://a:1,b:2,c:3'])
    expect(isLogAddress(address)).toBe(true);
  for (const address of ['postgresql://h/d', 'kurrentdb:', 'kurrentdb://', 'kurrentdb://a b', 'xkurrentdb://h', ''])
    expect(isLogAddress(address)).toBe(false);
});

test('deletes what it wrote, and nothing else', async () => {
  const server = await serverForTests();
  const logs = [1, 2].map(() => new KurrentEventLog({ urlOf: () => server.url, prefix: prefixForTests() }));
  const event = { type: 'benefits.X', schemaVersion: 1, effectiveAt: '2025-01-01', sealed: null };
  for (const log of logs)
    await log.append({
      shard: 'benefits',
      streams: [
        {
          stream: 'benefits.x-1',
          expected: 0,
          events: [{ ...event, eventId: randomUUID(), clear: Buffer.from('{}') }],
        },
      ],
      metadata: {
        commandId: randomUUID(),
        scheme: 'zabre',
        actor: { id: 'x', role: 'y' },
        correlation: randomUUID(),
        recordedAt: '2025-03-01T10:00:00.000Z',
      },
    });
  await logs[0]!.deleteEverything(['benefits']);
  expect(await logs[0]!.readStream('benefits', 'benefits.x-1')).toEqual([]);
  expect(await logs[1]!.readStream('benefits', 'benefits.x-1')).toHaveLength(1);
  await logs[1]!.deleteEverything(['benefits']);
  for (const log of logs) await log.close();
  await server.close();
});
