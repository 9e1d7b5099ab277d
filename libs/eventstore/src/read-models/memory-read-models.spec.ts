import { MemoryReadModels } from './memory-read-models.js';
import { readModelsContract } from './read-models.contract.js';

readModelsContract('memory', async () => ({
  empty: async () => new MemoryReadModels(),
  close: async () => undefined,
}));
