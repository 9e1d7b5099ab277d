// Runs the unit specs and those of the event log on Node 24, which comes from npm as any other package.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve('node_modules/.cache/entraide-node24');
const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const node = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (!existsSync(node)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const installed = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--silent', `${name}@24`], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (installed.status !== 0 || !existsSync(node)) {
    console.error(`${name}@24 could not be installed from npm: install Node 24 yourself and run npm test with it`);
    process.exit(1);
  }
}

const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
console.log(`Node ${version}`);
const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
const suites = [
  [...jest, '--selectProjects=unit'],
  [...jest, '--selectProjects=integration', '--testPathPatterns', 'libs/eventstore'],
];
for (const suite of suites) {
  const { status } = spawnSync(node, suite, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
