import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { type Contract, InProcessTransport, type Message } from '#messaging';
import { LocalStage } from '#scenarios';
import type { Shard } from '#eventstore';
import { contexts } from '../../apps/cli/src/contexts.js';
import { scenarioFiles, tellDemo, tellScenario } from '../history/tell.js';
import { readSamples, type Sample, samplesFile } from './samples.js';
import { shapesIn, shapesOf } from './shapes.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Carries messages, and remembers what was said. */
class Overheard extends InProcessTransport {
  constructor(private readonly hear: (message: Message) => void) {
    super();
  }
  override async send(topic: Shard, messages: readonly Message[]): Promise<void> {
    messages.forEach(this.hear);
    await super.send(topic, messages);
  }
}

/** Everything said in the scenarios and in a small demo federation, by contract. */
const tellEverything = async (): Promise<ReadonlyMap<string, readonly Sample[]>> => {
  const told = new Map<string, Sample[]>();
  let from = '';
  const hear = ({ type, data }: Message): void => void told.set(type, [...(told.get(type) ?? []), { from, data }]);
  const stage = await LocalStage.open(contexts, { transport: () => new Overheard(hear) });
  try {
    for (const file of scenarioFiles()) {
      from = file;
      await tellScenario(stage, file);
    }
    from = 'infra/demo';
    await tellDemo(stage);
  } finally {
    await stage.close();
  }
  return told;
};

/** The fewest that show what no sample shows yet, smallest first. What is recorded stays as it is. */
const additions = ({ data }: Contract, recorded: readonly Sample[], told: readonly Sample[]): Sample[] => {
  const missing = new Set(shapesOf(data));
  const strike = (sample: Sample): boolean => shapesIn(sample.data).filter(shape => missing.delete(shape)).length > 0;
  recorded.forEach(strike);
  const bySize = [...told].sort((a, b) => JSON.stringify(a.data).length - JSON.stringify(b.data).length);
  return bySize.filter(strike);
};

const write = async (type: string, samples: readonly Sample[]): Promise<void> => {
  const file = samplesFile(type);
  await mkdir(dirname(file), { recursive: true });
  const text = JSON.stringify({ type, samples }, null, 2);
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), parser: 'json' }));
  say(`${file}: ${samples.length}`);
};

const told = await tellEverything();
const recorded = new Map(readSamples().map(({ type, samples }) => [type, samples]));
let untold = 0;
for (const contract of contexts.flatMap(({ contracts }) => contracts?.messages ?? [])) {
  const before = recorded.get(contract.type) ?? [];
  const added = additions(contract, before, told.get(contract.type) ?? []);
  if (added.length > 0) await write(contract.type, [...before, ...added]);
  else if (before.length === 0) {
    untold += 1;
    say(`aucun récit / no story tells ${contract.type}`);
  }
}
process.exitCode = untold === 0 ? 0 : 2;
