import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shards, type StoredEvent } from '#eventstore';
import type { SealedFields } from '#kernel';
import { type LocalStage, readScenario, runScenario, type Scenario } from '#scenarios';
import { demoFederation, type DemoStep } from '../demo/src/index.js';
import type { Candidate } from './choose.js';
import type { GoldenEvent } from './golden.js';

/** Every scenario of the contexts, and those told here for facts that none of them tells. */
export const scenarioFiles = (): string[] =>
  [...yamlIn('libs'), ...yamlIn('infra/history')].filter(file => /^scenario:/m.test(readFileSync(file, 'utf8')));

const yamlIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /(^|\/)scenarios\/[^/]+\.yaml$/.test(name))
    .sort()
    .map(name => join(folder, name));

/** @throws Error when the scenario fails: what it recorded is then not what it says. */
export const tellScenario = async (stage: LocalStage, file: string): Promise<Candidate[]> => {
  const scenario = await readScenario(file);
  await stage.fresh();
  await perform(stage, scenario);
  return streamsOn(stage, `${scenario.name} (${basename(file)})`);
};

/** A handful of households of the demo federation, from their first day to the end of the story. */
export const tellDemo = async (stage: LocalStage): Promise<Candidate[]> => {
  const members = 30;
  await stage.fresh();
  for (const [index, step] of [...demoFederation({ members })].entries()) {
    await perform(stage, asScenario(step, `demo-${index}`), step.accepts);
  }
  return streamsOn(stage, `The demo federation with ${members} members`);
};

/** Refusals that belong to the story leave nothing in the log. */
const perform = async (stage: LocalStage, scenario: Scenario, accepts: readonly string[] = []): Promise<void> => {
  const { failed } = await runScenario(stage, scenario);
  for (const { where, do: operation, problems } of failed) {
    const told = problems.join('; ');
    if (!accepts.some(code => told.includes(code))) throw new Error(`${where} ${operation}: ${told}`);
  }
};

/** One step alone, so that each has a key of its own. */
const asScenario = ({ on, at, operation, input }: DemoStep, name: string): Scenario => ({
  file: name,
  name,
  steps: [{ where: `${name} on ${on}`, on, at: timeOf(at), do: operation, with: { ...input } }],
});

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const streamsOn = async (stage: LocalStage, note: string): Promise<Candidate[]> => {
  const { log, codec } = stage.federation.stores;
  const streams = new Map<string, GoldenEvent[]>();
  for (const shard of shards) {
    for await (const batch of log.scan(shard)) {
      const opened = await codec.open(shard, batch);
      batch.forEach((stored, index) => {
        const events = streams.get(stored.stream) ?? [];
        streams.set(stored.stream, [...events, asGolden(stored, opened[index]!.sealed)]);
      });
    }
  }
  return [...streams].map(([stream, events]) => ({ stream, note, events }));
};

const asGolden = (
  { type, schemaVersion, effectiveAt, clear, version }: StoredEvent,
  sealed?: SealedFields,
): GoldenEvent => ({
  type,
  schemaVersion,
  effectiveAt,
  clear: Buffer.from(clear).toString('utf8'),
  ...(sealed && { sealedFields: withoutCredentials(sealed, version) }),
});

/** A credential is written nowhere, not even one that opens nothing: any text folds as well. */
const withoutCredentials = (fields: SealedFields, version: number): SealedFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.class === 'secret' ? { ...field, value: `secret of event ${version}` } : field,
    ]),
  );
