import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { verifyWebhook, signWebhook } from '#platform';
import type { ClaimRequest } from './claim-desk.js';
import { defaultClaims, demoClaims } from './claims.js';
import { lineOf, NotAClaimsFile, readClaims } from './claims-file.js';
import { demoSecret } from './endpoint-secrets.js';
import { freshClaims } from './fresh-claims.js';
import { nongtaba, zabre } from './schemes.js';
import type { ClaimForm } from './operations.js';

const file = 'infra/demo/claims.ndjson';
const requests = [...demoClaims()];
const read = (body: string): { type: string; data: ClaimForm } | null => {
  try {
    return JSON.parse(body) as { type: string; data: ClaimForm };
  } catch {
    return null;
  }
};
const sound = requests.flatMap(({ body }) => read(body)?.data ?? []);

describe('the claims of the demo', () => {
  test('are the ones in the file: write-claims.ts writes it anew', () =>
    expect(readFileSync(file, 'utf8') === requests.map(lineOf).join('')).toBe(true));

  test('are two thousand, some delivered again, some with another body under the same id', () => {
    expect(requests).toHaveLength(defaultClaims);
    const first = new Map<string, ClaimRequest>();
    const [same, other] = [[] as ClaimRequest[], [] as ClaimRequest[]];
    for (const request of requests) {
      const earlier = first.get(request.webhookId);
      if (!earlier) first.set(request.webhookId, request);
      else (earlier.body === request.body ? same : other).push(request);
    }
    expect([same.length, other.length]).toEqual([120, 60]);
  });

  test('have a few that are no JSON, bill unknown acts, or amounts that are none', () => {
    expect(requests.filter(({ body }) => read(body) === null)).toHaveLength(40);
    const acts = new Set(['CONS', 'DRUG', 'IMG', 'HOSP', 'SURG', 'TRAUMA', 'AMBU']);
    expect(sound.filter(({ lines }) => lines.some(({ act }) => !acts.has(act)))).toHaveLength(40);
    const amount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1e9;
    expect(sound.filter(({ lines }) => lines.some(({ unitPrice }) => !amount(unitPrice)))).toHaveLength(40);
  });

  test('are for care of June 2026, sent by the provider that gave it', () => {
    const endpoints = new Map([...zabre.providers, ...nongtaba.providers].map(one => [one.endpoint, one.provider]));
    for (const { endpoint, body } of requests) {
      const form = read(body)?.data;
      if (!form) continue;
      expect(form.provider).toBe(endpoints.get(endpoint));
      expect(form.serviceDate >= '2026-06-01' && (form.dischargedOn ?? form.serviceDate) <= '2026-06-30').toBe(true);
    }
  });

  test('are read back as they were written', async () => {
    const back: ClaimRequest[] = [];
    for await (const request of readClaims(file)) back.push(request);
    expect(back).toEqual(requests);
    await expect(readClaims('package.json').next()).rejects.toThrow(NotAClaimsFile);
  });

  test('can be signed with the key of their endpoint, and verified', () => {
    const { endpoint, webhookId: id, body } = requests[0]!;
    const rawBody = Buffer.from(body);
    const keys = [demoSecret(42, endpoint)];
    const headers = signWebhook({ id, timestamp: Date.parse('2026-07-01T08:00:00.000Z') / 1_000, rawBody, keys });
    const now = '2026-07-01T08:01:00.000Z';
    const verdict = (key: string) => verifyWebhook({ headers, rawBody, keys: [{ key }], now }).status;
    expect(verdict(demoSecret(42, endpoint))).toBe('verified');
    expect(verdict(demoSecret(43, endpoint))).toBe('refused');
    expect(verdict(demoSecret(42, 'another'))).toBe('refused');
  });
});

describe('fresh claims', () => {
  const some = (options: { run: string; on?: string }, count = 2_000) => {
    const source = freshClaims({ members: 1_000, ...options });
    return Array.from({ length: count }, () => source.next().value);
  };
  const fresh = some({ run: 'a' });
  const forms = fresh.map(({ body }) => read(body)!.data);

  test('never end, never repeat themselves, and are told apart by their run', () => {
    expect(new Set(fresh.map(({ webhookId }) => webhookId)).size).toBe(2_000);
    expect(new Set(forms.map(({ claim }) => claim)).size).toBe(2_000);
    expect(some({ run: 'b' }, 1)[0]?.webhookId).not.toBe(fresh[0]?.webhookId);
    expect(some({ run: 'a' }, 5)).toEqual(fresh.slice(0, 5));
  });

  test('bill between two and three lines, mostly for the same few households', () => {
    const lines = forms.reduce((sum, form) => sum + form.lines.length, 0) / forms.length;
    expect(lines).toBeGreaterThan(2.3);
    expect(lines).toBeLessThan(3.3);
    const counts = new Map<string, number>();
    for (const { beneficiary } of forms) {
      const household = beneficiary.slice(0, -3);
      counts.set(household, (counts.get(household) ?? 0) + 1);
    }
    const byCount = [...counts.values()].sort((a, b) => b - a);
    expect(byCount[0]).toBeGreaterThan(100);
    expect(byCount.length).toBeGreaterThan(60);
  });

  test('are for care of the weeks before the day on which they are sent', () => {
    const days = some({ run: 'a', on: '2026-11-22' }, 200).map(({ body }) => read(body)!.data.serviceDate);
    expect(days.every(day => day >= '2026-09-01' && day <= '2026-11-22')).toBe(true);
    expect(() => some({ run: 'a', on: '2029-01-01' }, 1)).toThrow(RangeError);
  });
});
