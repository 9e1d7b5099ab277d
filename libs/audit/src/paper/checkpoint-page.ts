import type { PdfDocument } from '#platform';
import type { Instant } from '#kernel';

/** A checkpoint on paper: what is read aloud, and a code that holds the signed note itself, byte for byte. */
export const checkpointPage = async (
  { size, note, printedAt }: { readonly size: number; readonly note: string; readonly printedAt: Instant },
  { origin, key, root }: { readonly origin: string; readonly key: string; readonly root: string },
): Promise<PdfDocument> => ({
  content: [
    { text: 'Point de contrôle du registre', fontSize: 16, bold: true },
    { text: 'Checkpoint of the record', fontSize: 10, margin: [0, 0, 0, 16] },
    {
      table: {
        widths: ['auto', '*'],
        body: [
          ['Journal / Log', origin],
          ['Faits / Facts', String(size)],
          ['Imprimé le / Printed on', `${printedAt.slice(0, 16).replace('T', ' ')} UTC`],
          ['Empreinte / Root', root],
          ['Clé / Key', key],
        ],
      },
      layout: 'lightHorizontalLines',
    },
    { svg: await codeOf(note), fit: [220, 220], alignment: 'center', margin: [0, 24, 0, 12] },
    {
      text: 'À joindre au procès-verbal. Le code contient la note signée : quiconque la garde peut prouver plus tard qu’aucun de ces faits n’a été changé, ôté, ajouté ni déplacé.',
      alignment: 'center',
    },
    {
      text: 'For the minutes. The code holds the signed note: whoever keeps it can prove later that none of these facts was changed, taken away, added or moved.',
      alignment: 'center',
      fontSize: 8,
      margin: [0, 4, 0, 16],
    },
    { text: note, preserveLeadingSpaces: true, fontSize: 7 },
    { text: 'Reçu par / Received by : ____________________     Date : ____________', margin: [0, 24, 0, 0] },
  ],
});

/** SVG. With witnesses a note grows by about 120 bytes each; a code takes 2,300. */
export const codeOf = async (note: string): Promise<string> => {
  const { toString } = await import('qrcode');
  return toString(note, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });
};
