import { BlockList, isIP } from 'node:net';

/** IANA's special-purpose registry (RFC 6890 and later), and multicast. */
const notPublic4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
];
/** Outside of 2000::/3 nothing is public; inside, these are not: protocols, documentation, and IPv4 in disguise. */
const notPublic6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : Number(bits);
    if (version === 0 || !/^\d*$/.test(bits ?? '') || prefix > most) throw new RangeError(`${network} is no network`);
    list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
};

const denied4 = listOf(notPublic4);
const denied6 = listOf(notPublic6);
const global6 = listOf(['2000::/3']);

/**
 * Where deliveries may go: public addresses, and networks named by whoever runs the federation. Anything else would let
 * a subscriber have us knock at doors inside.
 */
export class Addresses {
  private readonly allowed: BlockList;
  private readonly namesSome: boolean;

  /** @param allow networks, `10.1.0.0/16` or `::1`, besides what is public. @throws RangeError */
  constructor(allow: readonly string[] = []) {
    this.allowed = listOf(allow);
    this.namesSome = allow.length > 0;
  }

  may(address: string): boolean {
    const version = isIP(address);
    if (version === 0) return false;
    if (this.names(address)) return true;
    if (version === 4) return !denied4.check(address, 'ipv4');
    return global6.check(address, 'ipv6') && !denied6.check(address, 'ipv6');
  }

  /**
   * Whether an address of the Internet may be subscribed with, as far as can be said without looking its name up: a
   * number is judged, however it is written; names of this machine are for those who named a network.
   */
  mayBeNamed(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { hostname, protocol } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) > 0) return protocol === 'https:' ? this.may(host) : this.names(host);
    return this.namesSome || (protocol === 'https:' && !/^(?:.+\.)?(?:localhost|local|internal)\.?$/.test(host));
  }

  /** Whether it lies in a network that was named. */
  names(address: string): boolean {
    return this.allowed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
}
