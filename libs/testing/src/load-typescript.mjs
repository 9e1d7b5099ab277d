/**
 * `node --conditions=source --import <this file>` runs TypeScript sources as they are, for tests that need a process
 * of their own (one that is killed, for instance). Types are erased by SWC as in Jest.
 */
import { readFile } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

// Hooks run in a thread of their own, which loads this file again.
if (isMainThread) register(import.meta.url);

export const resolve = async (specifier, context, next) => {
  const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts') && specifier.endsWith('.js');
  return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
};

export const load = async (url, context, next) => {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { filename, sourceMaps: 'inline' });
  return { format: 'module', source: code, shortCircuit: true };
};
