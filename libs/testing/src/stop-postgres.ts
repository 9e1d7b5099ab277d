import { once } from 'node:events';

/** Waits until the server of this run is gone. */
const stopPostgres = async (): Promise<void> => {
  const server = globalThis.entraideTestServer;
  if (!server || server.exitCode !== null) return;
  const ended = once(server, 'exit');
  server.stdin?.end();
  await ended;
};

export default stopPostgres;
