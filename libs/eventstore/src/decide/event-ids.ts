import { hash } from 'node:crypto';

const hexadecimal = /^[0-9a-f]{32}$/;

/**
 * Ids of a command's events, in order: UUIDv5 (RFC 9562, 5.5) of '0', '1', … in the namespace of the command id. The
 * same command always has the same. Written out because every event stored passes here.
 * @throws TypeError when the command id is no UUID.
 */
export const eventIdsOf = (commandId: string, count: number): string[] => {
  const hex = commandId.toLowerCase().replaceAll('-', '');
  if (!hexadecimal.test(hex)) throw new TypeError('a command id is a UUID');
  const namespace = Buffer.from(hex, 'hex').toString('latin1');
  return Array.from({ length: count }, (_, index) => {
    const digest = hash('sha1', Buffer.from(`${namespace}${index}`, 'latin1'));
    // Version 5, and the variant in the two upper bits of the 17th digit.
    const variant = ((parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
    return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  });
};
