import { describe, expect, test } from '@jest/globals';
import { Addresses } from './addresses.js';

const world = new Addresses();
const house = new Addresses(['10.1.0.0/16', '127.0.0.1']);

describe('an address of the Internet, before its name is looked up', () => {
  test.each([
    ...['https://127.0.0.1/', 'https://127.1/', 'https://0x7f.1/', 'https://2130706433/', 'https://10.0.0.1/'],
    ...['https://169.254.169.254/latest', 'https://100.64.0.1/', 'https://[::1]/', 'https://[fd00::1]/'],
    ...['https://[::ffff:10.0.0.1]/', 'https://localhost/', 'https://db.localhost./', 'https://api.internal/'],
    ...['http://csps.example.org/', 'no address'],
  ])('%s is refused', url => expect(world.mayBeNamed(url)).toBe(false));

  test.each(['https://csps.example.org/', 'https://8.8.8.8/', 'https://[2606:4700::1111]/', 'https://localhost.org/'])(
    '%s is taken',
    url => expect(world.mayBeNamed(url)).toBe(true),
  );

  test('within a house: the networks that were named, in clear too, and names, which are judged when they are used', () => {
    for (const url of ['https://10.1.255.255/', 'http://127.0.0.1:8080/', 'https://localhost/'])
      expect(house.mayBeNamed(url)).toBe(true);
    for (const url of ['https://10.2.0.0/', 'http://10.2.0.0/', 'https://127.0.0.2/', 'http://8.8.8.8/'])
      expect(house.mayBeNamed(url)).toBe(false);
  });
});
