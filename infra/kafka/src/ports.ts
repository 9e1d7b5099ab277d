import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what systems give to outgoing connections (Linux: from 32768): a broker that is down for a while would find its
 * port taken, and a client that tries to reach it on this machine could even connect to itself.
 */
const lowest = 20_000;
const highest = 32_000;

/** Ports nobody listens on now, each other than the others. */
export const freePorts = async (count: number): Promise<number[]> => {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
};

export const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const listener = createServer();
    listener.once('error', () => resolve(false));
    listener.listen(port, '127.0.0.1', () => listener.close(() => resolve(true)));
  });
