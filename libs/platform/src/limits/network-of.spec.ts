import { expect, test } from '@jest/globals';
import { networkOf } from './network-of.js';

test.each([
  ['197.239.64.7', '197.239.64.7'],
  ['::ffff:197.239.64.7', '197.239.64.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('%s is counted under %s', (address, network) => expect(networkOf(address)).toBe(network));
