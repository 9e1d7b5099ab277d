/** A tile holds the hashes of 256 neighbours: eight levels of the tree in one file (C2SP tlog-tiles). */
export const tileWidth = 256;
export const tileHeight = 8;

/** `1234067` is written `x001/x234/067`: no folder grows beyond a thousand. */
const numbered = (index: number): string => {
  const text = String(index);
  const groups = text.padStart(Math.ceil(text.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join('/');
};

/** Path of a tile of hashes. @param width fewer than 256 for the last, unfinished one */
export const tilePath = (level: number, index: number, width = tileWidth): string =>
  `tile/${level}/${numbered(index)}${partial(width)}`;

/** Path of a bundle of entries, the ones whose hashes are in the tile of level 0 with the same number. */
export const entriesPath = (index: number, width = tileWidth): string =>
  `tile/entries/${numbered(index)}${partial(width)}`;

const partial = (width: number): string => (width === tileWidth ? '' : `.p/${width}`);

/** How many hashes of a level a tree of `size` leaves has stored: a node is there once all leaves under it are. */
export const storedAt = (level: number, size: number): number => Math.floor(size / tileWidth ** level);

/** How many hashes the tile has in a tree of this size. */
export const widthOf = (level: number, index: number, size: number): number =>
  Math.min(tileWidth, storedAt(level, size) - index * tileWidth);

const longestEntry = 0xffff;

/** Entries one after the other, each after its length in two bytes, the higher first. @throws RangeError over 65 535 bytes */
export const bundled = (entries: readonly Uint8Array[]): Buffer =>
  Buffer.concat(
    entries.flatMap(entry => {
      if (entry.length > longestEntry) throw new RangeError('an entry has at most 65535 bytes');
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );

/** @throws RangeError when the bundle ends in the middle of an entry. */
export const unbundled = (bundle: Buffer): readonly Buffer[] => {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length;) {
    const from = at + 2;
    const to = from + bundle.readUInt16BE(at);
    if (to > bundle.length) throw new RangeError('the bundle ends in the middle of an entry');
    entries.push(bundle.subarray(from, to));
    at = to;
  }
  return entries;
};
