import { describe, expect, test } from '@jest/globals';
import { Addresses } from './addresses.js';

const addresses = new Addresses();

describe('public addresses', () => {
  test.each(['1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'])(
    '%s',
    address => expect(addresses.may(address)).toBe(true),
  );
  test.each(['172.15.255.255', '172.32.0.0', '169.253.255.255', '192.167.255.255', '192.169.0.0', '223.255.255.255'])(
    '%s',
    address => expect(addresses.may(address)).toBe(true),
  );
  test.each(['2606:4700::1111', '2a00::1', '2001:200::1', '3ffe::1'])('%s', address =>
    expect(addresses.may(address)).toBe(true),
  );
});

describe('addresses that are not', () => {
  test.each(['0.0.0.0', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255', '127.0.0.1', '127.255.255.255'])(
    '%s',
    address => expect(addresses.may(address)).toBe(false),
  );
  test.each([
    '169.254.169.254',
    '172.16.0.0',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ])('%s', address => expect(addresses.may(address)).toBe(false));
  test.each([
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2001::1',
    '3fff::1',
  ])('%s', address => expect(addresses.may(address)).toBe(false));
  test.each(['::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a9fe:a9fe', '::7f00:1'])('IPv4 in disguise: %s', address =>
    expect(addresses.may(address)).toBe(false),
  );
  test.each(['', 'localhost', '127.1', 'fe80::1%eth0', '0x7f000001'])('what is no address at all: %s', address =>
    expect(addresses.may(address)).toBe(false),
  );
});

test('networks of one’s own are named one by one', () => {
  const own = new Addresses(['10.1.0.0/16', '::1']);
  expect(['10.1.0.0', '10.1.255.255', '::1'].map(address => own.may(address))).toEqual([true, true, true]);
  expect(['10.0.255.255', '10.2.0.0', '::2', '127.0.0.1'].map(address => own.may(address))).toEqual(
    Array(4).fill(false),
  );
  expect(own.may('1.1.1.1')).toBe(true);
});

test.each(['10.0.0.0/33', '::/129', 'home', '10.0.0.0/x', '10.0/8'])('%s is no network', network =>
  expect(() => new Addresses([network])).toThrow(RangeError),
);
