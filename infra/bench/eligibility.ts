import { everyScheme } from '#eventstore';
import { mintDevToken, postgresStores } from '#platform';
import { HttpClient } from '#scenarios';
import { memberTable } from '../../libs/membership/src/projections/household.entity.js';
import { Application } from './application.js';
import type { Bench } from './bench.js';
import { contexts, seed, storyOf } from './federation.js';
import type { BenchServer } from './server.js';

/** What a counter asks before care is given. */
const questions = {
  cover: (scheme: string, person: string, on: string) =>
    `/v1/schemes/${scheme}/persons/${person}/coverage?effective=${on}`,
  'remaining rights': (scheme: string, person: string, on: string) =>
    `/v1/schemes/${scheme}/beneficiaries/${person}/rights?on=${on}`,
} as const;

const samples = 2_000;
/** The counter does not wait longer. @unit milliseconds, at the 99th percentile */
const target_ms = 50;

interface Person {
  readonly scheme: string;
  readonly person: string;
}

/**
 * How long the counter waits for the two answers it needs: is this person covered today and why, and what is left of
 * their rights. Asked one after the other, of persons drawn from the whole demo federation, over HTTP.
 */
export const eligibility: Bench = async ({ server, size, say }) => {
  say(`seeding ${size.members} members`);
  await seed(server, storyOf(size.members));
  const persons = await personsOf(server);
  const application = await Application.start(server);
  const client = new HttpClient(application.url);
  try {
    const token = await mintDevToken({
      dataDir: server.dataDir,
      role: 'scheme-clerk',
      schemes: ['*'],
      subject: 'counter',
    });
    const today = new Date().toISOString().slice(0, 10);
    for (const [figure, path] of Object.entries(questions)) {
      const took: number[] = [];
      let answered = 0;
      for (let at = 0; at < samples; at += 1) {
        const { scheme, person } = persons[(at * 7_919) % persons.length]!;
        const since = performance.now();
        const { status } = await client.ask('GET', path(scheme, person, today), { authorization: `Bearer ${token}` });
        took.push(performance.now() - since);
        if (status === 200) answered += 1;
        else if (status !== 404) throw new Error(`${figure} of ${person}: ${status}`);
      }
      if (answered < samples / 2) throw new Error(`${figure}: only ${answered} of ${samples} were answered`);
      took.sort((one, other) => one - other);
      for (const [name, share] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const) {
        const value = Number(took[Math.ceil(share * took.length) - 1]!.toFixed(1));
        const ratio = name === 'p99' ? { baseline: target_ms, ratio: Number((value / target_ms).toFixed(3)) } : {};
        process.stdout.write(
          `${JSON.stringify({ bench: 'eligibility', figure: `${figure} ${name} of ${persons.length} persons`, value, unit: 'ms', ...ratio })}\n`,
        );
      }
    }
  } finally {
    client.close();
    await application.stop();
  }
};

const personsOf = async ({ credentials, dataDir }: BenchServer): Promise<readonly Person[]> => {
  const stores = await postgresStores(credentials, dataDir, contexts);
  try {
    return await stores.models.find(everyScheme, memberTable, { orderBy: ['person'] });
  } finally {
    await stores.close();
  }
};
