import { KurrentDouble } from './double/kurrent-double.js';

export interface ServerForTests {
  readonly name: string;
  readonly url: string;
  close(): Promise<void>;
}

/** The server that KURRENTDB_URL names; without it the double on the wire, which is said in the name of each suite. */
export const serverForTests = async (): Promise<ServerForTests> => {
  const url = process.env['KURRENTDB_URL'];
  if (url) return { name: nameOfServer, url, close: async () => undefined };
  const double = await KurrentDouble.start();
  return { name: nameOfServer, url: double.url(), close: () => double.stop() };
};

export const nameOfServer = process.env['KURRENTDB_URL']
  ? 'KurrentDB, the server of KURRENTDB_URL'
  : 'KurrentDB, a double on the wire (KURRENTDB_URL names no server: none was tried)';
