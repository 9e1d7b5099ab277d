import { isIPv6 } from 'node:net';

/**
 * The network an address is counted under: an IPv4 address itself, the first 64 bits of an IPv6 address, as whoever
 * has one of those has them all.
 */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const plain = address.split('%', 1)[0]!;
  if (!isIPv6(plain)) return address;
  // Spelt the one way; then `::` is written out.
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::', 2);
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  const missing = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...missing, ...after].slice(0, 4).join(':');
};

const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
