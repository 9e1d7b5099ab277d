import { expect, test } from '@jest/globals';
import { LogUnavailable } from '#eventstore';
import { problemOf } from './problem-of.js';

const told = (error: unknown) => {
  const { problem, headers } = problemOf(error);
  return { status: problem.status, code: problem.code, retryAfter: headers['Retry-After'] };
};

test('while the log is away, callers are told when to come back', () =>
  expect(told(new LogUnavailable('away'))).toEqual({ status: 503, code: 'service.log.unavailable', retryAfter: '5' }));

test('while the database is away, whatever was asked of it, callers are told when to come back', () => {
  const unavailable = { status: 503, code: 'service.unavailable', retryAfter: '5' };
  expect(told(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))).toEqual(unavailable);
  expect(told(Object.assign(new Error('stops'), { code: '57P01' }))).toEqual(unavailable);
  expect(told(new Error('Connection terminated unexpectedly'))).toEqual(unavailable);
});

test('what nobody foresaw is told as nothing but that', () =>
  expect(told(new TypeError('x is undefined'))).toEqual({ status: 500, code: 'service.unexpected' }));
