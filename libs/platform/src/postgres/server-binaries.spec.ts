import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { restoreLinks, serverBinaries } from './server-binaries.js';

test('the binaries of this machine are found', async () => {
  const { postgres, major } = await serverBinaries();
  expect(postgres).toMatch(/native.bin.postgres$/);
  expect(major).toBe(18);
});

test('links that a blocked install script left out are made, and those that are there stay', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'entraide-links-')), 'native');
  await mkdir(join(folder, 'lib'), { recursive: true });
  await writeFile(join(folder, 'lib', 'libpq.so.5.18'), 'library');
  const links = ['libpq.so', 'libpq.so.5'].map(name => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }));
  await writeFile(join(folder, 'pg-symlinks.json'), JSON.stringify(links));
  await restoreLinks(folder);
  await restoreLinks(folder);
  expect(await readlink(join(folder, 'lib', 'libpq.so'))).toBe('libpq.so.5.18');
  expect(await readFile(join(folder, 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
  await rm(join(folder, '..'), { recursive: true });
});
