import type { Content } from 'pdfmake';
import type { PdfDocument } from '#platform';
import { type CardFace, plainFace } from './card-faces.js';
import type { CardSigner } from './card-signature.js';
import { nameOf } from './french.js';
import type { Letterhead } from './papers.js';
import type { RegisterLine } from './register-lines.js';

/** Bank-card size, ISO/IEC 7810 ID-1: 85.6 by 54 millimetres, in points. */
const [width, height] = [242.6, 153];

/** What cards are printed with, besides the lines of the register. */
export interface CardPrinting {
  readonly signer: CardSigner;
  readonly faces: ReadonlyMap<string, CardFace>;
}

/**
 * Cards to cut out, ten to a page. A card bears a name, a number and a signed code: neither a status nor an illness, so
 * that whoever finds it learns nothing, and a suspended household shows the same card as its neighbours.
 */
export const cardSheet = async (
  lines: readonly RegisterLine[],
  { scheme, schemeName, on }: Letterhead,
  { signer, faces }: CardPrinting,
): Promise<PdfDocument> => {
  const { toString } = await import('qrcode');
  const holders = lines.filter(({ leftOn, diedOn }) => leftOn === null && diedOn === null);
  const cards: Content[] = [];
  for (const line of holders) {
    const { person } = line;
    const { issue, photo } = faces.get(person) ?? plainFace;
    const svg = await toString(signer.sign({ scheme, person, issue, issuedOn: on }), { type: 'svg', margin: 0 });
    const picture: Content[] = photo ? [{ image: `data:image/jpeg;base64,${photo.jpeg}`, width: 39, height: 52 }] : [];
    cards.push({
      columns: [
        {
          width: '*',
          stack: [
            { text: schemeName, bold: true },
            { text: 'Carte de membre', fontSize: 8, margin: [0, 0, 0, photo ? 4 : 24] },
            ...picture,
            { text: nameOf(line), fontSize: 11, bold: true },
            { text: issue === 1 ? person : `${person} · carte ${issue}`, fontSize: 9 },
          ],
        },
        { width: 96, svg, fit: [96, 96] },
      ],
      margin: [8, 10, 8, 0],
    });
  }
  const rows: Content[][] = [];
  for (let at = 0; at < cards.length; at += 2) rows.push([cards[at] ?? '', cards[at + 1] ?? '']);
  return {
    pageMargins: [50, 30, 50, 30],
    content:
      rows.length === 0
        ? [{ text: '' }]
        : [{ table: { widths: [width, width], heights: height, dontBreakRows: true, body: rows } }],
  };
};
