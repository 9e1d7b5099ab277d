import type { Content } from 'pdfmake';
import type { PdfDocument } from '#platform';
import type { CardSigner } from './card-signature.js';
import { nameOf } from './french.js';
import type { Letterhead } from './papers.js';
import type { RegisterLine } from './register-lines.js';

/** Bank-card size, ISO/IEC 7810 ID-1: 85.6 by 54 millimetres, in points. */
const [width, height] = [242.6, 153];

/**
 * Cards to cut out, ten to a page. A card bears a name, a number and a signed code: neither a status nor an illness, so
 * that whoever finds it learns nothing, and a suspended household shows the same card as its neighbours.
 */
export const cardSheet = async (
  lines: readonly RegisterLine[],
  { scheme, schemeName, on }: Letterhead,
  signer: CardSigner,
  numbers: ReadonlyMap<string, number> = new Map(),
): Promise<PdfDocument> => {
  const { toString } = await import('qrcode');
  const holders = lines.filter(({ leftOn, diedOn }) => leftOn === null && diedOn === null);
  const cards: Content[] = [];
  for (const line of holders) {
    const svg = await toString(
      signer.sign({ scheme, person: line.person, issuedOn: on, number: numbers.get(line.person) ?? 1 }),
      { type: 'svg', margin: 0 },
    );
    cards.push({
      columns: [
        {
          width: '*',
          stack: [
            { text: schemeName, bold: true },
            { text: 'Carte de membre', fontSize: 8, margin: [0, 0, 0, 24] },
            { text: nameOf(line), fontSize: 11, bold: true },
            { text: line.person, fontSize: 9 },
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
