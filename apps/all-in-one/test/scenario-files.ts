import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every scenario of every context. */
export const scenarioFiles: readonly string[] = readdirSync('libs', { recursive: true, encoding: 'utf8' })
  .filter(name => /\/scenarios\/[^/]+\.yaml$/.test(name))
  .sort()
  .map(name => join('libs', name));
