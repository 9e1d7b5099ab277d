import 'reflect-metadata';
import { basename } from 'node:path';
import { openStores, runOrExplain } from '#platform';
import { contexts } from '../../apps/cli/src/contexts.js';
import { unsealed } from './unsealed.js';

/** The all-in-one application with nothing sealed, for a benchmark's own folder and no other. */
await runOrExplain(contexts, {
  open: async (configuration, ...asked) => {
    if (!basename(configuration.dataDir).startsWith('entraide-bench-'))
      throw new Error(`${configuration.dataDir} is no folder of a benchmark: what is kept there is sealed`);
    return unsealed(await openStores(configuration, ...asked), contexts);
  },
});
