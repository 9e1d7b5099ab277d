import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Upcasters } from '#kernel';
import { LocalStage } from '#scenarios';
import { contexts } from '../../apps/cli/src/contexts.js';
import { type Candidate, choose } from './choose.js';
import { declaredKinds, kindsTold, missing } from './completeness.js';
import { foldOf } from './folds.js';
import { fileFor, type GoldenStream, readGolden, readHistory } from './golden.js';
import { refold } from './refold.js';
import { scenarioFiles, tellDemo, tellScenario } from './tell.js';

const upcasters = Object.assign({}, ...contexts.map(context => context.upcasters)) as Upcasters;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Adds a stream for each kind of event that has none. What is there stays as it is. */
const record = async (): Promise<number> => {
  for (const candidate of choose(await tellEverything(), kindsTold(readHistory()))) {
    const file = fileFor(candidate);
    await write(file, { ...candidate, state: refold(candidate, foldOf(candidate.stream), upcasters) }, 'wx');
    say(`+ ${file}`);
  }
  const untold = missing(declaredKinds(), readHistory());
  for (const kind of untold) say(`aucun récit / no story tells ${kind}`);
  return untold.length === 0 ? 0 : 2;
};

const tellEverything = async (): Promise<Candidate[]> => {
  const stage = await LocalStage.open(contexts);
  const found: Candidate[] = [];
  try {
    for (const file of scenarioFiles()) found.push(...(await tellScenario(stage, file)));
    found.push(...(await tellDemo(stage)));
  } finally {
    await stage.close();
  }
  return found;
};

/** A state may gain a field. Its files are then named one by one; their events stay, and the difference is reviewed. */
const restate = async (files: readonly string[]): Promise<number> => {
  for (const file of files) {
    const { stream, note, events } = readGolden(file);
    await write(file, { stream, note, events, state: refold({ events }, foldOf(stream), upcasters) }, 'w');
    say(`~ ${file}`);
  }
  return 0;
};

const write = async (file: string, { stream, note, events, state }: GoldenStream, flag: 'w' | 'wx'): Promise<void> => {
  const text = JSON.stringify({ stream, note, events, state }, null, 2);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), parser: 'json' }), { flag });
};

const [mode, ...files] = process.argv.slice(2);
if (mode === undefined) process.exitCode = await record();
else if (mode === 'restate' && files.length > 0) process.exitCode = await restate(files);
else {
  process.stderr.write(`usage: node dist/infra/history/${basename(import.meta.url)} [restate FILES…]\n`);
  process.exitCode = 3;
}
