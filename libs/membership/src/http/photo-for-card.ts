import { CommandRefused } from '#eventstore';
import { refuse } from '#kernel';
import { CardReason } from '../card/card.reasons.js';
import type { Photo } from '../card/card.types.js';

/** As printed on a card, 30 by 40 millimetres at 200 points per inch. @unit pixels */
const [width, height] = [240, 320];
/** Smaller ones show nobody. @unit pixels */
const smallest = 120;
/** A telephone's camera takes a tenth of that; more is an attack on the memory. @unit pixels */
const largest = 50_000_000;
const formats: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp']);

/**
 * Makes any photograph into the one kept: upright, cut to the card's shape, a JPEG of some kilobytes. Made anew of its
 * pixels, so that neither where it was taken nor anything hidden in the file is kept.
 *
 * @throws CommandRefused membership.card.photo_unreadable, membership.card.photo_too_small
 */
export const photoForCard = async (picture: Buffer): Promise<Photo> => {
  const { default: sharp } = await import('sharp');
  const unreadable = new CommandRefused(refuse(CardReason.photoUnreadable, undefined, 'unprocessable'));
  const opened = sharp(picture, { limitInputPixels: largest, failOn: 'error' });
  const { format, width: wide = 0, height: high = 0 } = await opened.metadata().catch(() => Promise.reject(unreadable));
  if (!formats.has(format)) throw unreadable;
  if (Math.min(wide, high) < smallest)
    throw new CommandRefused(refuse(CardReason.photoTooSmall, { wide, high, least: smallest }, 'unprocessable'));
  const jpeg = await opened
    .autoOrient()
    .resize(width, height, { fit: 'cover' })
    .flatten({ background: 'white' })
    .jpeg({ quality: 75 })
    .toBuffer()
    .catch(() => Promise.reject(unreadable));
  return { jpeg: jpeg.toString('base64') };
};
