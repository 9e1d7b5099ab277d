import { BlockList, isIP } from 'node:net';
import type { EnvironmentReader } from '../environment.js';

/** How much is taken from whom. A limit of 0 is none. */
export interface LimitSettings {
  /** Requests of one caller, by token: so many at once, and again as many spread over `window_s`. */
  readonly caller: number;
  /** Deliveries of one endpoint, counted once their signature is verified. */
  readonly endpoint: number;
  /** @unit seconds */
  readonly window_s: number;
  /** Tokens and signatures refused from one address, per minute. */
  readonly failures: number;
  /** Requests being carried out at the same time, whoever asks. */
  readonly underWay: number;
  /** Whose word is taken for where a request comes from (`X-Forwarded-For`). Nobody's when empty. */
  readonly trustedProxies: readonly string[];
}

/**
 * In virtual time minutes do not pass, and scenarios ask faster than people: requests are counted there only when the
 * environment says so.
 */
export const limitSettings = (read: EnvironmentReader, clock: 'system' | 'virtual'): LimitSettings => {
  const unless = (usual: number): number => (clock === 'virtual' ? 0 : usual);
  const number = (name: string, otherwise: number): number =>
    read.whole(name, otherwise, { from: 0, to: 1_000_000, what: 'a whole number' });
  return {
    caller: number('RATE_LIMIT_CALLER', unless(10_000)),
    endpoint: number('RATE_LIMIT_ENDPOINT', unless(10_000)),
    window_s: read.whole('RATE_LIMIT_WINDOW', 10, { from: 1, to: 3_600, what: 'a number of seconds' }),
    failures: number('RATE_LIMIT_FAILURES', unless(120)),
    underWay: number('MAX_UNDER_WAY', 256),
    trustedProxies: proxies(read),
  };
};

/** Names of ranges that Fastify knows: 127.0.0.0/8 and ::1; 169.254.0.0/16; the private networks. */
const ranges = ['loopback', 'linklocal', 'uniquelocal'];

const proxies = (read: EnvironmentReader): readonly string[] => {
  const names = read.list('TRUSTED_PROXIES');
  for (const name of names)
    read.refuseIf(
      !ranges.includes(name) && !isNetwork(name),
      `TRUSTED_PROXIES has addresses, networks (10.0.0.0/8), or ${ranges.join(', ')}; not ${name}`,
    );
  return names;
};

const isNetwork = (text: string): boolean => {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (prefix === undefined) return true;
  try {
    new BlockList().addSubnet(
      address,
      /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN,
      version === 6 ? 'ipv6' : 'ipv4',
    );
    return true;
  } catch {
    return false;
  }
};
