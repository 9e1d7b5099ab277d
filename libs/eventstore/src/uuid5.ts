import { hash } from 'node:crypto';

const hexadecimal = /^[0-9a-f]{32}$/;

/**
 * Names ids in a namespace: UUIDv5 (RFC 9562, 5.5), the same for the same name. Written out because every request and
 * every event passes here: the usual library takes four times as long.
 * @throws TypeError when the namespace is no UUID.
 */
export const uuid5In = (namespace: string): ((name: string) => string) => {
  const hex = namespace.toLowerCase().replaceAll('-', '');
  if (!hexadecimal.test(hex)) throw new TypeError('a namespace of ids is a UUID');
  const bytes = Buffer.from(hex, 'hex');
  return name => {
    const digest = hash('sha1', Buffer.concat([bytes, Buffer.from(name, 'utf8')]));
    // Version 5, and the variant in the two upper bits of the 17th digit.
    const variant = ((parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
    return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  };
};
