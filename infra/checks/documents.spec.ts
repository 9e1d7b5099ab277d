import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** Files that are in git, or would be with `git add .`. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(file => file !== '' && existsSync(file) && statSync(file).isFile());

interface Line {
  readonly at: string;
  readonly text: string;
}

const linesOf = (file: string): readonly Line[] => {
  const text = readFileSync(file, 'utf8');
  if (text.includes('\0')) return [];
  return text.split('\n').map((line, index) => ({ at: `${file}:${index + 1}`, text: line }));
};

/** Places where a text stands, with what was found. */
const found = (pattern: RegExp, among: readonly string[]): readonly string[] =>
  among.flatMap(linesOf).flatMap(({ at, text }) => {
    const match = pattern.exec(text);
    return match ? [`${at} ${match[0]}`] : [];
  });

const withoutCode = (markdown: string): string => markdown.replace(/^ *```[^]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');

/** Relative targets of links and pictures, without the place in the page. */
const linksIn = (markdown: string): readonly string[] =>
  [...withoutCode(markdown).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s+(\S+)/gm)]
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter(target => target !== '' && !/^(?:[a-z][a-z0-9+.-]*:|#)/i.test(target))
    .map(target => decodeURIComponent(target.replace(/#.*$/, '')));

describe('documents', () => {
  const pages = files.filter(file =>
    /^(?:README|CONTRIBUTING)\.md$|^docs\/.*\.md$|^(?:libs|apps|infra)\/.*\.md$/.test(file),
  );

  test.each(pages)('%s links to what exists', page => {
    const targets = linksIn(readFileSync(page, 'utf8'));
    expect(targets.filter(target => !existsSync(normalize(join(dirname(page), target))))).toEqual([]);
  });

  test('are seen to be read: a link that leads nowhere is found, one in code is not', () => {
    const page =
      'See [a](nowhere.md#part), [b](https://example.org), [c](#here) and `[d](code.md)`.\n\n[e]: other.md\n';
    expect(linksIn(page)).toEqual(['nowhere.md', 'other.md']);
  });
});

const registries =
  /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\b|\bnpm\.pkg\.github\b|https?:\/\/[^\s/"']*(?:artifactory|verdaccio|nexus)/i;
const homes = /\/(?:home|Users)\/[a-z][\w.-]*\/|(?<![\w.])\/root\/|\b[A-Z]:\\Users\\/i;

describe('the repository works from anywhere', () => {
  test('its lock file names no download address', () => {
    expect(found(/"resolved":.*/, ['package-lock.json'])).toEqual([]);
  });

  test('no file names a package registry', () => {
    expect(found(registries, files)).toEqual([]);
    for (const host of [
      ['registry', 'npmjs', 'org'],
      ['https://my', 'artifactory', 'example'],
    ])
      expect(registries.test(host.join('.'))).toBe(true);
  });

  test('no file names a folder of somebody’s machine', () => {
    // Images have folders of their own, which are the same everywhere.
    const ours = files.filter(file => !file.startsWith('infra/docker/'));
    expect(found(homes, ours)).toEqual([]);
    for (const folder of [
      ['', 'home', 'awa', 'x'],
      ['', 'Users', 'awa', 'x'],
      ['', 'root', '.npm'],
    ])
      expect(homes.test(folder.join('/'))).toBe(true);
    const checkout = process.cwd();
    // A folder right under the root, as in a container, is too common a word to look for.
    if (checkout.split('/').length > 2) expect(found(new RegExp(literally(checkout)), ours)).toEqual([]);
  });
});

const literally = (text: string): string => `${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`;
