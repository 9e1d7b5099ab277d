import { createServer } from 'node:net';

const host = '127.0.0.1';

/** The first of so many ports in a row that nobody listens on. */
export const freePorts = async (count: number): Promise<number> => {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
};

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const listener = createServer();
    listener.once('error', () => resolve(false));
    listener.listen(port, host, () => listener.close(() => resolve(true)));
  });
