import { describe, expect, test } from '@jest/globals';
import jsqr from 'jsqr';
import { toString } from 'qrcode';
import sharp from 'sharp';
import { ephemeralKey, HmacOpaqueKeys } from '#eventstore';
import { pdfOf } from '#platform';
import { cardSheet } from './card-sheet.js';
import { CardSigner } from './card-signature.js';
import { enrolmentForm, familyBooklet, membersRegister } from './papers.js';
import { registerCsv } from './register-csv.js';
import type { RegisterLine } from './register-lines.js';

const line = (person: string, name: string, more: Partial<RegisterLine> = {}): RegisterLine => ({
  ...{ section: 'ZABRE', household: 'H0', person, relation: 'child', policyholder: false, enrolledOn: '2024-12-01' },
  identity: { name, sex: 'F', birthDate: '2015-01-09' },
  ...{ coveredFrom: '2025-01-01', coveredTo: '2025-12-31', diedOn: null, leftOn: null },
  ...more,
});
const lines = [
  line('AWA', 'Awa Ouédraogo', { relation: 'policyholder', policyholder: true }),
  line('ISSA', 'Issa Ouédraogo', { leftOn: '2025-05-10' }),
  line('FATOU', '=HYPERLINK("x")', { coveredFrom: null, coveredTo: null }),
];
const head = { scheme: 'A', schemeName: 'Mutuelle A', on: '2025-06-01' };
const signer = new CardSigner(new HmacOpaqueKeys(ephemeralKey()));

/** The words of a PDF, page after page. */
const wordsOf = async (pdf: Buffer): Promise<string> => {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages = [];
  for (let at = 1; at <= document.numPages; at += 1) {
    const { items } = await (await document.getPage(at)).getTextContent();
    pages.push(items.map(item => ('str' in item ? item.str : '')).join(' '));
  }
  return pages.join(' ').replaceAll(/\s+/g, ' ');
};

describe('the code of a card', () => {
  const claims = { scheme: 'A', person: 'AWA', issue: 2, issuedOn: '2025-06-01' };
  const code = signer.sign(claims);

  test('is read again from its picture', async () => {
    const svg = await toString(code, { type: 'svg', margin: 4 });
    const { data, info } = await sharp(Buffer.from(svg))
      .resize(400)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const seen = jsqr.default(new Uint8ClampedArray(data), info.width, info.height);
    expect(seen?.data).toBe(code);
    expect(signer.read(seen?.data ?? '')).toEqual(claims);
  });

  test('of another person, another federation, or cut short is none', () => {
    const [mark, , signature] = code.split('.');
    const forged = Buffer.from('A|ISSA|2025-06-01|2').toString('base64url');
    expect(signer.read(`${mark}.${forged}.${signature}`)).toBeUndefined();
    expect(new CardSigner(new HmacOpaqueKeys(ephemeralKey())).read(code)).toBeUndefined();
    expect(signer.read(code.slice(0, -4))).toBeUndefined();
    expect(signer.read('https://example.org')).toBeUndefined();
  });

  test.each([0, -1, 1.5])('that says it is card %d is none', issue =>
    expect(signer.read(signer.sign({ ...claims, issue }))).toBeUndefined(),
  );

  test('is checked by whoever has the public key alone', async () => {
    const key = await crypto.subtle.importKey(
      'jwk',
      { kty: 'OKP', crv: 'Ed25519', x: signer.jwk().x },
      'Ed25519',
      false,
      ['verify'],
    );
    const [mark, payload, signature] = code.split('.');
    const told = Buffer.from(`${mark}.${payload}`);
    expect(await crypto.subtle.verify('Ed25519', key, Buffer.from(signature!, 'base64url'), told)).toBe(true);
  });
});

describe('papers', () => {
  test('a card has a name and a number, and nothing of cover or illness; who left has none', async () => {
    const words = await wordsOf(await pdfOf(await cardSheet(lines, head, { signer, faces: new Map() }), head.on));
    expect(words).toContain('Awa Ouédraogo');
    expect(words).not.toMatch(/Issa|Couvert|2025|suspend/);
  });

  test('a second card says that it is; a photograph is printed on it', async () => {
    const pixels = await sharp({ create: { width: 240, height: 320, channels: 3, background: 'brown' } })
      .jpeg()
      .toBuffer();
    const faces = new Map([['AWA', { issue: 2, photo: { jpeg: pixels.toString('base64') } }]]);
    const pdf = await pdfOf(await cardSheet(lines, head, { signer, faces }), head.on);
    expect(await wordsOf(pdf)).toContain('AWA · carte 2');
    expect(pdf.includes('/DCTDecode')).toBe(true);
    const without = await pdfOf(await cardSheet(lines, head, { signer, faces: new Map() }), head.on);
    expect(without.includes('/DCTDecode')).toBe(false);
  });

  test('the register names everybody with their days', async () => {
    const words = await wordsOf(await pdfOf(membersRegister(lines, head), head.on));
    expect(words).toMatch(/Registre des adhérents.*AWA.*Awa Ouédraogo.*adhérent 01\/01\/2025 31\/12\/2025/);
    expect(words).toContain('3 personnes');
  });

  test('the form names the policyholder, the booklet only who is there', async () => {
    expect(await wordsOf(await pdfOf(enrolmentForm(lines, head), head.on))).toMatch(/Adhérent\(e\) : Awa Ouédraogo/);
    const booklet = await wordsOf(await pdfOf(familyBooklet(lines, head), head.on));
    expect(booklet).toContain('Awa Ouédraogo');
    expect(booklet).not.toContain('Issa');
  });

  test('made twice on a day they are the same', async () => {
    const [one, other] = [
      await pdfOf(familyBooklet(lines, head), head.on),
      await pdfOf(familyBooklet(lines, head), head.on),
    ];
    expect(one.equals(other)).toBe(true);
  });

  test('as CSV no cell runs as a formula, and an erased person has a dash for a name', () => {
    const csv = registerCsv([...lines, line('GONE', '', { identity: null })]);
    const rows = csv.split('\r\n');
    expect(rows[0]).toMatch(/^\ufeffSection;Ménage;Personne;Nom et prénoms/);
    expect(rows[3]).toContain(`"'=HYPERLINK(""x"")"`);
    expect(rows[4]).toContain('GONE;—;');
  });
});
