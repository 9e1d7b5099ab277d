import { run } from '#platform';
import { contexts } from '../contexts.js';
import { localConfiguration } from '../local.js';
import { lastMonthEnd, seedMarker } from '../seeding.js';
import { holdsData, seedWithMarker } from './seed.js';

const demo = { seed: 42, members: 5_000 };

/** The whole federation on this machine: database, demo data the first time, all contexts, and what to try next. */
export const up = async (): Promise<void> => {
  process.env['AUTH_MODE'] ??= 'embedded-dev';
  if (process.env['AUTH_MODE'] === 'embedded-dev') process.env['ALLOW_DEV_ISSUER'] ??= '1';
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const demonstrates = !localConfiguration().production;
  const before = await seedMarker();
  if (demonstrates && (before ? !before.done : !(await holdsData()))) {
    say(
      'Première fois: la fédération de démonstration se remplit … / First time: the demo federation is being filled …',
    );
    const { steps, seconds } = await seedWithMarker(before ?? { ...demo, until: lastMonthEnd() }, (done, day) => {
      if (process.stderr.isTTY) process.stderr.write(`\r  ${day}  ${done} `);
    });
    say(`\r  ${steps} opérations en ${Math.round(seconds)} s / operations in ${Math.round(seconds)} s`);
  }
  const { url } = await run(contexts, say);
  say(whatToTry(url));
};

const whatToTry = (url: string): string => `
Entraide est prête / is ready: ${url}

  JETON=$(npm run -s entraide -- token --role scheme-clerk)
  curl -H "Authorization: Bearer $JETON" "${url}/v1/schemes/zabre/households?limit=3"
  curl ${url}/openapi.json
  npm run entraide -- load claims
  npm run entraide -- replay membership

Ctrl-C arrête tout / stops everything.`;
