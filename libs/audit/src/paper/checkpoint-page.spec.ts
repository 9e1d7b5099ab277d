import { describe, expect, test } from '@jest/globals';
import jsqr from 'jsqr';
import sharp from 'sharp';
import { pdfOf } from '#platform';
import { openCheckpoint } from '../note/checkpoint.js';
import { toyLog } from '../proof-log/toy-log.fixture.js';
import { checkpointPage, codeOf } from './checkpoint-page.js';

const scanned = async (svg: string): Promise<string | undefined> => {
  const image = sharp(Buffer.from(svg)).resize(800).ensureAlpha().raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data;
};

describe('a checkpoint on paper', () => {
  test('its code holds the signed note, which opens with the log’s key alone', async () => {
    const { proof, sealer, record } = toyLog();
    await record(300);
    const sealed = (await sealer.seal())!;
    const note = await scanned(await codeOf(sealed.note));
    expect(note).toBe(sealed.note);
    expect(openCheckpoint(note!, [proof.key])).toMatchObject({ origin: proof.origin, size: 300 });
    const root = openCheckpoint(sealed.note, [proof.key]).root.toString('base64');
    const page = await checkpointPage(
      { ...sealed, printedAt: sealed.sealedAt },
      { origin: proof.origin, key: 'log+key', root },
    );
    const words = JSON.stringify(page);
    for (const word of [proof.origin, '300', root, sealed.sealedAt.slice(0, 10)]) expect(words).toContain(word);
    expect((await pdfOf(page, sealed.sealedAt.slice(0, 10))).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('it still fits with ten witnesses', async () => {
    const witness = `— temoin.example/bailleur-${'x'.repeat(20)} ${'A'.repeat(104)}\n`;
    const note = `log.example/benefits\n1000000\n${'B'.repeat(44)}\n\n— log.example/benefits ${'C'.repeat(92)}\n${witness.repeat(10)}`;
    expect(await scanned(await codeOf(note))).toBe(note);
  });
});
