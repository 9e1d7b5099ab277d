import { isDay } from '#kernel';
import { mintDevToken } from '#platform';
import { HttpClient } from '#scenarios';
import { exitCode, UsageError } from '../../exit.js';
import { localConfiguration } from '../../local.js';

export interface AsOfArguments {
  readonly known: string;
  readonly and?: string;
  readonly person?: string;
  readonly fund?: string;
  readonly stream?: string;
  readonly url: string;
  readonly json?: boolean;
  /** Sentences of one question, 500 unless said; more of them are asked for again. */
  readonly perPage?: number;
}

interface Difference {
  readonly because: { readonly fr: string; readonly en: string };
}
interface Page {
  readonly differences: readonly Difference[];
  readonly more: boolean;
}
interface Answered {
  readonly status: number;
  readonly body: unknown;
}
type Ask = (address: string, headers?: Record<string, string>) => Promise<Answered>;

/**
 * Asks a running federation a question as it was known at the end of a day, and of another; and, of a person or
 * household, a fund or any stream, says what was learnt in between. Fails when any of it was not answered.
 * @throws UsageError
 */
export const asOf = async (path: string, options: AsOfArguments): Promise<number> => {
  const { url, json, perPage = 500 } = options;
  const [days, about] = [daysOf(path, options), aboutOf(options)];
  const http = new HttpClient(url);
  try {
    const token = process.env['ENTRAIDE_TOKEN'] ?? (await developmentToken());
    const ask: Ask = (address, headers = {}) =>
      http.ask('GET', address, { authorization: `Bearer ${token}`, ...headers });
    let answered = true;
    for (const day of days) {
      const { status, body } = await ask(path, { 'entraide-known-on': day });
      answered &&= status === 200;
      say(json, { known: day, status, body }, `${day} (${status})\n${JSON.stringify(body, null, 2)}`);
    }
    if (about !== undefined)
      answered =
        (await explain(ask, { ...about, from: days[0]!, to: days[1]!, limit: `${perPage}` }, json)) && answered;
    return answered ? exitCode.ok : exitCode.failed;
  } finally {
    http.close();
  }
};

const daysOf = (path: string, { known, and }: AsOfArguments): readonly string[] => {
  if (!path.startsWith('/v1/')) throw new UsageError('une adresse / an address: /v1/…');
  const days = [known, ...(and === undefined ? [] : [and])];
  if (!days.every(isDay)) throw new UsageError('--known AAAA-MM-JJ [--and AAAA-MM-JJ]');
  if (and !== undefined && known > and) throw new UsageError(`--known ${known} vient après / comes after --and ${and}`);
  return days;
};

/** Whose history explains the difference, as the question to the federation names it. */
const aboutOf = ({ and, person, fund, stream }: AsOfArguments): Readonly<Record<string, string>> | undefined => {
  const said = [person, fund, stream].filter(one => one !== undefined);
  if (said.length === 0) return undefined;
  if (said.length > 1) throw new UsageError('--person, --fund ou / or --stream');
  if (and === undefined) throw new UsageError('--and : un second jour / a second day');
  if (person !== undefined) return { person };
  return { stream: stream ?? `subsidies.fund-${fund}` };
};

/** What was learnt between the two days, page after page. False: it could not be asked. */
const explain = async (
  ask: Ask,
  about: Readonly<Record<string, string>>,
  json: boolean | undefined,
): Promise<boolean> => {
  for (let offset = 0; ; offset += Number(about['limit'])) {
    const query = new URLSearchParams({ ...about, offset: `${offset}` });
    const { status, body } = await ask(`/v1/audit/differences?${query.toString()}`);
    if (status !== 200) {
      say(json, { differences: null, status, body }, `? (${status})\n${JSON.stringify(body, null, 2)}`);
      return false;
    }
    const { differences, more } = body as Page;
    for (const { because } of differences) say(json, { because }, `${because.fr}\n  ${because.en}`);
    if (!more) return true;
  }
};

const say = (json: boolean | undefined, line: object, words: string): void => {
  process.stdout.write(`${json ? JSON.stringify(line) : words}\n`);
};

const developmentToken = (): Promise<string> =>
  mintDevToken({
    dataDir: localConfiguration().dataDir,
    role: 'auditor',
    schemes: ['*'],
    subject: 'cli:auditor',
  });
