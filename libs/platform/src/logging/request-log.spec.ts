import { describe, expect, test } from '@jest/globals';
import { Writable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import type { LogLevel } from '../configuration.js';
import { makeLog } from './log.js';
import { quietly } from './request-log.js';

const begin = (level: LogLevel) => {
  const lines: Record<string, unknown>[] = [];
  let children = 0;
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(JSON.parse(chunk.toString('utf8')) as Record<string, unknown>);
      done();
    },
  });
  const parent = makeLog(level, destination);
  const child = parent.child as (this: unknown, ...given: unknown[]) => unknown;
  parent.child = function (this: unknown, ...given: unknown[]) {
    children += 1;
    return child.apply(this, given);
  } as typeof parent.child;
  const log = quietly(parent as unknown as FastifyBaseLogger, { reqId: 'r-1' }, {});
  return { log, lines, made: () => children };
};

describe('the log of a request', () => {
  test('says what its application would say, and whose request it was', () => {
    const { log, lines, made } = begin('info');
    log.info({ status: 200 }, 'request');
    log.debug('not at this level');
    log.warn({ because: 'signature', secret: 'whsec_1' }, 'webhook refused');
    log.error('broken');
    log.fatal('gone');
    log.child({ part: 'body' }).info('a part of it');
    expect(lines.map(({ level, reqId, msg }) => [level, reqId, msg])).toEqual([
      ['info', 'r-1', 'request'],
      ['warn', 'r-1', 'webhook refused'],
      ['error', 'r-1', 'broken'],
      ['fatal', 'r-1', 'gone'],
      ['info', 'r-1', 'a part of it'],
    ]);
    expect(lines[0]).toMatchObject({ status: 200, service: 'entraide' });
    expect(lines[1]).toMatchObject({ because: 'signature' });
    expect(lines[1]).not.toHaveProperty('secret');
    expect(lines[4]).toMatchObject({ part: 'body' });
    // Its own, and the one it was asked for.
    expect(made()).toBe(2);
  });

  test('is not made for a request of which nothing is said', () => {
    const { log, lines, made } = begin('warn');
    for (const say of [log.info, log.debug, log.trace]) say.call(log, 'nobody asked');
    log.silent('nobody ever asks');
    expect([lines, made(), log.level]).toEqual([[], 0, 'warn']);
  });
});
