import { isIP } from 'node:net';
import type { EnvironmentReader } from './environment.js';

/** Where deliveries to providers' systems may go, and whether they are sent at all. */
export interface WebhookSettings {
  /** Networks besides public addresses: `10.1.0.0/16`, `::1`. */
  readonly networks: readonly string[];
  /** Off: they wait. On a virtual clock nothing is sent by itself. */
  readonly sends: boolean;
}

/** Reads `WEBHOOK_NETWORKS` and `SEND_WEBHOOKS`. */
export const webhookSettings = (read: EnvironmentReader, clock: 'system' | 'virtual'): WebhookSettings => {
  const networks = read.list('WEBHOOK_NETWORKS');
  for (const network of networks)
    read.refuseIf(!isNetwork(network), `WEBHOOK_NETWORKS names networks, as 10.1.0.0/16, not ${network}`);
  return { networks, sends: read.oneOf('SEND_WEBHOOKS', ['on', 'off']) === 'on' && clock === 'system' };
};

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && most > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
};
