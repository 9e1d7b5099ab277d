import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

/** Compiles the changed sources where Stryker put them; types were checked long before. */
const options = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2023',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  swcrc: false,
  sourceMaps: false,
};
const globals = pathToFileURL(join(process.cwd(), 'infra/mutation/globals.mjs')).href;

const compile = folder => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) compile(path);
    else if (/\.ts$/.test(name) && !/\.(int|e2e|kafka|long)\.spec\.ts$/.test(name)) compileFile(path);
  }
};

const compileFile = path => {
  const target = join('dist', path.replace(/\.ts$/, '.js'));
  const { code } = transformSync(readFileSync(path, 'utf8'), { ...options, filename: path });
  mkdirSync(dirname(target), { recursive: true });
  const few = code.replaceAll(/numRuns: [\d_]+/g, 'numRuns: 5, seed: 7, endOnFailure: true');
  writeFileSync(target, few.replaceAll(/(['"])@jest\/globals\1/g, `'${globals}'`));
};

compile('libs');
symlinkSync(join(process.cwd(), 'libs/benefits/packages'), 'dist/libs/benefits/packages');
copyFileSync('libs/benefits/test/stories.json', 'dist/libs/benefits/test/stories.json');
