import { describe, expect, test } from '@jest/globals';
import { CommandRefused } from '#eventstore';
import { CardReason } from '../card/card.reasons.js';
import { photoForCard } from './photo-for-card.js';

const picture = async (width: number, height: number, format: 'jpeg' | 'png' | 'webp' | 'gif' = 'jpeg') => {
  const { default: sharp } = await import('sharp');
  return sharp({ create: { width, height, channels: 3, background: '#884422' } })
    .withExif({ IFD0: { Copyright: 'taken in Zabré' } })
    .toFormat(format)
    .toBuffer();
};
const refused = async (bytes: Buffer) =>
  photoForCard(bytes).then(
    () => 'kept',
    (error: unknown) => (error instanceof CommandRefused ? error.refusal.reason : error),
  );

describe('a photograph for a card', () => {
  test.each(['jpeg', 'png', 'webp'] as const)(
    'is made anew of a %s: of the card’s shape, nothing else in it',
    async format => {
      const { default: sharp } = await import('sharp');
      const jpeg = Buffer.from((await photoForCard(await picture(900, 600, format))).jpeg, 'base64');
      const made = await sharp(jpeg).metadata();
      expect(made).toMatchObject({ format: 'jpeg', width: 240, height: 320 });
      expect(made.exif).toBeUndefined();
      expect(jpeg.includes('Zabr')).toBe(false);
      expect(jpeg.length).toBeLessThan(40_000);
    },
  );

  test('is the same when made of the same picture twice', async () => {
    const bytes = await picture(300, 400);
    expect(await photoForCard(bytes)).toEqual(await photoForCard(bytes));
  });

  test('has 120 pixels each way at least', async () => {
    expect(await refused(await picture(120, 120))).toBe('kept');
    expect(await refused(await picture(119, 400))).toBe(CardReason.photoTooSmall);
  });

  test('is refused when it is none, cut short, or of a kind that moves', async () => {
    expect(await refused(Buffer.from('not a picture'))).toBe(CardReason.photoUnreadable);
    expect(await refused((await picture(400, 400)).subarray(0, 700))).toBe(CardReason.photoUnreadable);
    expect(await refused(await picture(200, 200, 'gif'))).toBe(CardReason.photoUnreadable);
    expect(await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>'))).toBe(
      CardReason.photoUnreadable,
    );
  });
});
