import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';

/** What is on the pages. */
export type PdfDocument = Parameters<typeof pdfmake.createPdf>[0];

const { resolve } = createRequire(import.meta.url);
const font = (name: string): string => resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`);

const fonts = {
  Roboto: {
    normal: font('Regular'),
    bold: font('Medium'),
    italics: font('Italic'),
    bolditalics: font('MediumItalic'),
  },
};
const files: readonly string[] = Object.values(fonts.Roboto);
pdfmake.setFonts(fonts);
// A document is made of what it is given: nothing is fetched, and no file is read but the fonts.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(path => files.includes(path));

/** The document as the bytes of a PDF file. */
export const pdfOf = (document: PdfDocument): Promise<Buffer> =>
  pdfmake
    .createPdf({ defaultStyle: { font: 'Roboto', fontSize: 9 }, pageMargins: 40, language: 'fr', ...document })
    .getBuffer();
