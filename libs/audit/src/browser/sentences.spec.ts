import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { sentenceOf, templatesOf } from './sentences.js';

const root = new URL('../../../../', import.meta.url);
const published = [...readFileSync(new URL('docs/reference/events.md', root), 'utf8').matchAll(/^\| `([\w.]+)`/gm)].map(
  ([, type]) => type!,
);

interface Golden {
  readonly events: readonly { readonly type: string; readonly effectiveAt: string; readonly clear: string }[];
}
const shards = ['audit', 'benefits', 'contributions', 'membership', 'subsidies', 'webhooks'];
const golden = shards.flatMap(context => {
  const folder = new URL(`libs/${context}/history/`, root);
  return readdirSync(folder).flatMap(
    name => (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Golden).events,
  );
});
const told = ({ type, effectiveAt, clear }: Golden['events'][number]) =>
  sentenceOf({
    type,
    effectiveAt,
    clear: Buffer.from(clear),
    recordedAt: '2025-06-01T08:00:00.000Z',
    actor: { role: 'auditor' },
  } as Parameters<typeof sentenceOf>[0]);

describe('a sentence for every fact', () => {
  test.each(published)('%s is told in French, and otherwise in English', type => {
    const [fr, en] = templatesOf(type) ?? ['', ''];
    expect(fr).toMatch(/\S{2,} \S/);
    expect(en).toMatch(/\S{2,} \S/);
    expect(fr).not.toBe(en);
    const words = type
      .split('.')[1]!
      .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    expect([fr, en]).not.toContain(words);
  });

  test('says what was recorded: every field that it names stands in what was ever written', () => {
    expect(golden.length).toBeGreaterThan(published.length);
    const speechless = golden.flatMap(event => {
      const { fr, en } = told(event);
      return /–|undefined|null|[{}[\]]/.test(fr + en) ? [`${event.type}: ${fr} ${en}`] : [];
    });
    expect(speechless).toEqual([]);
  });

  test('both languages name the same fields', () => {
    const fieldsOf = (text: string) => [...text.matchAll(/\{([\w.$]+)\}/g)].map(([, field]) => field).sort();
    for (const type of published) {
      const [fr, en] = templatesOf(type)!;
      expect([type, fieldsOf(fr)]).toEqual([type, fieldsOf(en)]);
    }
  });

  test('an amount comes with its currency, a day as it is; what is not there is left out', () => {
    const clear = JSON.stringify({ endpoint: 'W1', attempt: 2, status: null, due: '2025-05-10T08:00:07.000Z' });
    expect(told({ type: 'webhooks.AttemptFailed', effectiveAt: '2025-05-10', clear }).fr).toBe(
      'Su le 2025-06-01 08:00 UTC par auditor : la tentative 2 de livraison à W1 a échoué, à refaire le 2025-05-10T08:00:07.000Z, avec effet au 2025-05-10.',
    );
    const receipt = { receipt: '7', amount: 8000, currency: 'XOF', household: 'H1', receivedOn: '2025-03-31' };
    const paid = { type: 'contributions.ReceiptRecorded', effectiveAt: '2025-03-31', clear: JSON.stringify(receipt) };
    expect(told(paid).en).toContain('receipt 7 of 8000 XOF from household H1, received on 2025-03-31, was recorded');
  });

  test('a type that was never named is still told, in each language', () => {
    const { fr, en } = told({ type: 'old.Thing', effectiveAt: '2025-01-01', clear: '{}' });
    expect(fr).toContain('un fait de type old.Thing');
    expect(en).toContain('a fact of type old.Thing');
  });
});
