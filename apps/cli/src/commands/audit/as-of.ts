import { isDay } from '#kernel';
import { mintDevToken } from '#platform';
import { HttpClient } from '#scenarios';
import { exitCode, UsageError } from '../../exit.js';
import { localConfiguration } from '../../local.js';

export interface AsOfArguments {
  readonly known: string;
  readonly and?: string;
  readonly person?: string;
  readonly url: string;
  readonly json?: boolean;
}

interface Difference {
  readonly because: { readonly fr: string; readonly en: string };
}

/**
 * Asks a running federation a question as it was known at the end of a day, and of another; and, of a person or
 * household, says what was learnt in between.
 */
export const asOf = async (path: string, { known, and, person, url, json }: AsOfArguments): Promise<number> => {
  if (!path.startsWith('/v1/')) throw new UsageError('une adresse / an address: /v1/…');
  const days = [known, ...(and === undefined ? [] : [and])];
  if (!days.every(isDay)) throw new UsageError('--known AAAA-MM-JJ [--and AAAA-MM-JJ]');
  const http = new HttpClient(url);
  try {
    const token =
      process.env['ENTRAIDE_TOKEN'] ??
      (await mintDevToken({
        dataDir: localConfiguration().dataDir,
        role: 'auditor',
        schemes: ['*'],
        subject: 'cli:auditor',
      }));
    const ask = (address: string, headers: Record<string, string> = {}) =>
      http.ask('GET', address, { authorization: `Bearer ${token}`, ...headers });
    let answered = true;
    for (const day of days) {
      const { status, body } = await ask(path, { 'entraide-known-on': day });
      answered &&= status === 200;
      process.stdout.write(
        json
          ? `${JSON.stringify({ known: day, status, body })}\n`
          : `${day} (${status})\n${JSON.stringify(body, null, 2)}\n`,
      );
    }
    if (person !== undefined && and !== undefined) {
      const query = `person=${encodeURIComponent(person)}&from=${known}&to=${and}`;
      const { body } = await ask(`/v1/audit/differences?${query}`);
      for (const { because } of (body as { differences?: readonly Difference[] }).differences ?? [])
        process.stdout.write(json ? `${JSON.stringify({ because })}\n` : `${because.fr}\n  ${because.en}\n`);
    }
    return answered ? exitCode.ok : exitCode.failed;
  } finally {
    http.close();
  }
};
