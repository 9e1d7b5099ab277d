/**
 * Names as they sound, whoever wrote them down: a clerk in Zabré writes Ouédraogo, one in Bawku Wedraogo; the same man is
 * Souleymane or Suleiman. Accents, case, hyphens and doubled letters are gone; letters that sound alike are one.
 */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/\b(?:ou|w)(?=[aeiou])/g, 'w'],
  [/ou/g, 'u'],
  [/tch|ty(?=[aeiou])|ti(?=[aeou])/g, 'c'],
  [/dj|dy(?=[aeiou])|di(?=[aeou])|gi(?=[aeou])/g, 'j'],
  [/ph/g, 'f'],
  [/gn|ny(?=[aeiou])/g, 'ni'],
  [/kh|ck|qu|q/g, 'k'],
  [/c(?=[aou])/g, 'k'],
  [/gu(?=[ei])/g, 'g'],
  [/(?<=[bcdfgjklmnpqrstvwxz])h/g, ''],
  [/^h|\bh/g, ''],
  [/[yi]+/g, 'i'],
  [/ei|ai/g, 'e'],
  [/z/g, 's'],
  [/([a-z])\1+/g, '$1'],
  [/(?<=[a-z]{3})e\b/g, ''],
];

/** What people put before a name, and what is no part of it. */
const titles: ReadonlySet<string> = new Set([
  'el',
  'hadj',
  'hadji',
  'elhadj',
  'elhadji',
  'alhaji',
  'hadja',
  'm',
  'mme',
  'dit',
  'dite',
]);

/** Words of a name, without accents, case and titles; a title alone is kept: it is all there is. */
const wordsOf = (name: string): readonly string[] => {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\s]/gu, ' ')
    .split(/\s+/)
    .filter(word => word !== '');
  const own = words.filter(word => !titles.has(word));
  return own.length > 0 ? own : words;
};

/** The name as it sounds, its words in the order in which they were written. */
export const asHeard = (name: string): string =>
  wordsOf(name)
    .map(word => sounds.reduce((text, [letters, sound]) => text.replace(letters, sound), word))
    .join(' ');
