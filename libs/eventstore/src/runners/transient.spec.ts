import { describe, expect, test } from '@jest/globals';
import { LogUnavailable } from '../event-log.js';
import { isTransient } from './transient.js';

const withCode = (code: string): Error => Object.assign(new Error('it failed'), { code });

describe('trying again may help', () => {
  test.each([
    ['the log is away', new LogUnavailable('the benefits log cannot be read now')],
    ['nobody listens', withCode('ECONNREFUSED')],
    ['PostgreSQL stops', withCode('57P01')],
    ['PostgreSQL starts or recovers', withCode('57P03')],
    ['two transactions stood in each other’s way', withCode('40P01')],
    ['the connection broke in the middle of a question', new Error('Connection terminated unexpectedly')],
    ['the connection had broken before', new Error('Client has encountered a connection error and is not queryable')],
    ['no connection was to be had in time', new Error('timeout exceeded when trying to connect')],
    ['it was told by another error', new Error('no rows', { cause: withCode('ECONNRESET') })],
    ['it was told by the database driver', Object.assign(new Error('no'), { driverError: withCode('57P01') })],
  ])('when %s', (_, error) => expect(isTransient(error)).toBe(true));
});

describe('trying again does not help', () => {
  test.each([
    ['a value the table refuses', withCode('22003')],
    ['a key that is taken', withCode('23505')],
    ['a mistake of ours', new TypeError('cannot read properties of undefined')],
    ['a refusal that quotes a connection', Object.assign(new Error('Connection terminated'), { code: '22P02' })],
    ['no error at all', 'Connection terminated'],
  ])('for %s', (_, error) => expect(isTransient(error)).toBe(false));
});
