import { run } from '#platform';
import { contexts } from '../contexts.js';
import { ensureDemo } from '../demo.js';
import { whatToTry } from '../what-to-try.js';

/** The whole federation on this machine: database, demo data the first time, all contexts, and what to try next. */
export const up = async (): Promise<void> => {
  process.env['AUTH_MODE'] ??= 'embedded-dev';
  if (process.env['AUTH_MODE'] === 'embedded-dev') process.env['ALLOW_DEV_ISSUER'] ??= '1';
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  await ensureDemo(say);
  const { url } = await run(contexts, { say });
  say(whatToTry(url));
};
