import { BlockList, isIP } from 'node:net';

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

/** What reads the environment. */
export interface Reads {
  optional(name: string): string | undefined;
  refuseIf(wrong: boolean, problem: string): void;
}

/**
 * In virtual time minutes do not pass, and scenarios ask faster than people: requests are counted there only when the
 * environment says so.
 */
export const limitSettings = (read: Reads, clock: 'system' | 'virtual'): LimitSettings => {
  const unless = (usual: number): number => (clock === 'virtual' ? 0 : usual);
  return {
    caller: whole(read, 'RATE_LIMIT_CALLER', unless(10_000)),
    endpoint: whole(read, 'RATE_LIMIT_ENDPOINT', unless(10_000)),
    window_s: whole(read, 'RATE_LIMIT_WINDOW', 10, { from: 1, to: 3_600 }),
    failures: whole(read, 'RATE_LIMIT_FAILURES', unless(120)),
    underWay: whole(read, 'MAX_UNDER_WAY', 256),
    trustedProxies: proxies(read),
  };
};

const whole = (read: Reads, name: string, otherwise: number, { from, to } = { from: 0, to: 1_000_000 }): number => {
  const text = read.optional(name) ?? String(otherwise);
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  read.refuseIf(!(value >= from && value <= to), `${name} is a whole number from ${from} to ${to}, not ${text}`);
  return value;
};

/** Names of ranges that Fastify knows: 127.0.0.0/8 and ::1; 169.254.0.0/16; the private networks. */
const ranges = ['loopback', 'linklocal', 'uniquelocal'];

const proxies = (read: Reads): readonly string[] => {
  const names = (read.optional('TRUSTED_PROXIES') ?? '').split(',').flatMap(name => name.trim() || []);
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
