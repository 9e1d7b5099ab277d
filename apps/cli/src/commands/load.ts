import { randomBytes } from 'node:crypto';
import { type ClaimRequest, freshClaims, loadClaims as deliver, readClaims } from '../../../../infra/demo/src/index.js';
import { exitCode, UsageError } from '../exit.js';
import { mustAnswer } from '../must-answer.js';
import { demoOptions, demoSecrets, seedMarker } from '../seeding.js';

export interface LoadArguments {
  readonly url: string;
  readonly count: string;
  readonly concurrency: string;
  readonly rate?: string;
  readonly seconds?: string;
  readonly file?: string;
  readonly instant?: string;
  readonly json?: boolean;
}

/** Sends signed claims to a running federation, as the systems of its care providers would. */
export const load = async ({ url, file, instant, json, ...texts }: LoadArguments): Promise<number> => {
  const story = await seedMarker();
  if (!story?.done) throw new UsageError('claims are loaded into the demo federation: npm run up, or entraide seed');
  const secrets = await demoSecrets();
  const today = (instant ?? new Date().toISOString()).slice(0, 10);
  const requests = file
    ? await readClaims(file)
    : first(
        number('count', texts.count),
        freshClaims({
          ...demoOptions(story),
          run: randomBytes(4).toString('hex'),
          on: today < story.until ? today : story.until,
        }),
      );
  await mustAnswer(url);
  const report = await deliver({
    url,
    requests,
    secretOf: endpoint => secrets[endpoint] ?? unknownSecret,
    concurrency: number('concurrency', texts.concurrency),
    ...(texts.rate ? { rate: number('rate', texts.rate) } : {}),
    ...(texts.seconds ? { seconds: number('seconds', texts.seconds) } : {}),
    ...(instant ? { instant } : {}),
    onProgress: ({ sent }) => void (json || !process.stderr.isTTY || process.stderr.write(`\r${sent} `)),
  });
  const { accepted, ...figures } = report;
  process.stdout.write(
    json ? `${JSON.stringify({ ...figures, accepted: accepted.length })}\n` : inWords(report.sent, accepted, report),
  );
  return report.errors.length === 0 ? exitCode.ok : exitCode.failed;
};

/** An endpoint this demo knows nothing of: its signature will be refused. */
const unknownSecret = `whsec_${randomBytes(24).toString('base64')}`;

const inWords = (
  sent: number,
  accepted: readonly { readonly answer: unknown }[],
  { byStatus, p50, p99, perSecond }: { byStatus: unknown; p50: number; p99: number; perSecond: number },
): string => {
  const decided = new Map<string, number>();
  for (const { answer } of accepted) {
    const { status = '?' } = (typeof answer === 'string' ? JSON.parse(answer) : answer) as { status?: string };
    decided.set(status, (decided.get(status) ?? 0) + 1);
  }
  const decisions = [...decided].map(([status, count]) => `${status} ${count}`).join(', ');
  return `\n${sent} factures envoyées / claims sent: ${JSON.stringify(byStatus)}\n${decisions}\n${Math.round(perSecond)}/s, p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms\n`;
};

function* first(count: number, requests: Iterable<ClaimRequest>): Generator<ClaimRequest> {
  let left = count;
  for (const request of requests) {
    if (left <= 0) return;
    left -= 1;
    yield request;
  }
}

const number = (name: string, text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value <= 0) throw new UsageError(`--${name} is a whole number above zero`);
  return value;
};
