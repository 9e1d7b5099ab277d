import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a message once said, as it said it. Never edited: somebody may read it from the topic in ten years. */
export interface Sample {
  /** The scenario it was said in. */
  readonly from: string;
  readonly data: unknown;
}

export interface Samples {
  readonly type: string;
  readonly samples: readonly Sample[];
}

export const samplesFile = (type: string): string =>
  join('libs', type.slice(0, type.indexOf('.')), 'src/contracts/samples', `${type}.json`);

/** Every file of samples there is. */
export const readSamples = (): readonly Samples[] =>
  readdirSync('libs', { recursive: true, encoding: 'utf8' })
    .filter(name => /^[^/]+\/src\/contracts\/samples\/[^/]+\.json$/.test(name))
    .sort()
    .map(name => JSON.parse(readFileSync(join('libs', name), 'utf8')) as Samples);
