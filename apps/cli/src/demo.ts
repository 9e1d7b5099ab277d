import { holdsData, seedWithMarker } from './commands/seed.js';
import { localConfiguration } from './local.js';
import { lastMonthEnd, seedMarker } from './seeding.js';

const demo = { seed: 42, members: 5_000 };

/** Fills an empty DATA_DIR with the demo federation, or goes on where that was interrupted; never in production. */
export const ensureDemo = async (say: (line: string) => void): Promise<void> => {
  if (localConfiguration().production) return;
  const before = await seedMarker();
  if (before ? before.done : await holdsData()) return;
  say('Première fois: la fédération de démonstration se remplit … / First time: the demo federation is being filled …');
  const story = before ?? { ...demo, members: demoMembers(), until: lastMonthEnd() };
  const { steps, seconds } = await seedWithMarker(story, (done, day) => {
    if (process.stderr.isTTY) process.stderr.write(`\r  ${day}  ${done} `);
  });
  say(`\r  ${steps} opérations en ${Math.round(seconds)} s / operations in ${Math.round(seconds)} s`);
};

/** `DEMO_MEMBERS` makes a smaller one, for those who cannot wait. */
const demoMembers = (): number => {
  const asked = Number(process.env['DEMO_MEMBERS']);
  return Number.isInteger(asked) && asked >= 100 ? asked : demo.members;
};
