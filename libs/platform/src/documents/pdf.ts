import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { createPdf } from 'pdfmake';
import type { Day } from '#kernel';

export type PdfDocument = Parameters<typeof createPdf>[0];

/** What pdfmake offers on a server; its published types know the older half of it. */
interface PdfMaker {
  setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
  setUrlAccessPolicy(allows: (url: string) => boolean): void;
  setLocalAccessPolicy(allows: (path: string) => boolean): void;
  createPdf(document: PdfDocument): { getBuffer(): Promise<Buffer> };
}

let maker: Promise<PdfMaker> | undefined;

/** Loaded when the first document is asked for. It fetches nothing and reads its own fonts only. */
const makerOf = (): Promise<PdfMaker> => (maker ??= load());
const load = async (): Promise<PdfMaker> => {
  const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto');
  const pdfmake = ((await import('pdfmake')) as unknown as { default: PdfMaker }).default;
  const font = (style: string): string => join(fonts, `Roboto-${style}.ttf`);
  const faces = { normal: 'Regular', bold: 'Medium', italics: 'Italic', bolditalics: 'MediumItalic' };
  pdfmake.setFonts({
    Roboto: Object.fromEntries(Object.entries(faces).map(([face, style]) => [face, font(style)])),
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(path => path.startsWith(fonts));
  return pdfmake;
};

/**
 * A document as PDF, A4 and in French unless it says otherwise. All documents of a process are made here: pdfmake keeps
 * its fonts and its rules for itself, and whoever set them last would set them for everybody.
 * @param madeOn the day it bears: the same content of the same day is the same document
 */
export const pdfOf = async (document: PdfDocument, madeOn: Day): Promise<Buffer> => {
  const pdfmake = await makerOf();
  const creationDate = new Date(`${madeOn}T12:00:00.000Z`);
  const info = { ...document.info, creationDate, producer: 'Entraide' };
  const usual = { pageSize: 'A4', pageMargins: 40, language: 'fr', defaultStyle: { fontSize: 9 } } as const;
  return pdfmake.createPdf({ ...usual, ...document, info }).getBuffer();
};
