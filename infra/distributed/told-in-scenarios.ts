import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readScenario } from '#scenarios';

/** Fields that tell of a person's illness, wherever they stand; and of the person, where one stands. */
const ofIllness = ['diagnosis', 'act', 'item'];
const ofPersons = ['name', 'birthDate', 'phone'];

/** Every scenario of every context. */
export const scenariosOf = async (root: string): Promise<readonly string[]> =>
  (await readdir(join(root, 'libs'), { recursive: true }))
    .filter(name => /\/scenarios\/[^/]+\.yaml$/.test(name))
    .sort()
    .map(name => join(root, 'libs', name));

/** What the scenarios tell of persons: where a message holds one of these as a value, it tells too much. */
export const toldInScenarios = async (files: readonly string[]): Promise<readonly string[]> => {
  const [words, ids] = [new Set<string>(), new Set<string>()];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const fields = 'person' in value ? [...ofIllness, ...ofPersons] : ofIllness;
    for (const [field, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') collect(inner);
      else if (field === 'person') ids.add(inner);
      else if (fields.includes(field)) words.add(inner);
    }
  };
  for (const file of files) for (const step of (await readScenario(file)).steps) collect(step.with);
  // Some stories call a person by the id.
  return [...words].filter(word => !ids.has(word));
};
