import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { readIfThere, writePrivately } from './data-files.js';
import { EmbeddedPostgresFailed } from './server-binaries.js';

export const loopback = '127.0.0.1';
/** Below what systems give to outgoing connections, so that a port once chosen stays free. */
const [lowest, beyond] = [20_000, 32_000];

/**
 * The port to listen on: the one asked for, else the one kept from the last start, else a free one, which is kept.
 * @throws EmbeddedPostgresFailed when the port asked for is taken.
 */
export const choosePort = async (file: string, wanted: number | undefined): Promise<number> => {
  if (wanted !== undefined) {
    if (await isFree(wanted)) return wanted;
    throw new EmbeddedPostgresFailed(`port ${wanted} on ${loopback} is taken: choose another one for PostgreSQL`);
  }
  let port = Number(await readIfThere(file));
  if (port > 0 && (await isFree(port))) return port;
  do port = randomInt(lowest, beyond);
  while (!(await isFree(port)));
  await writePrivately(file, `${port}\n`);
  return port;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const listener = createServer();
    listener.once('error', () => resolve(false));
    listener.listen({ port, host: loopback, exclusive: true }, () => listener.close(() => resolve(true)));
  });
