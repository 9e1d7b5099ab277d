import { MemoryEventLog } from '../memory/memory-event-log.js';
import { MemoryReadModels } from '../read-models/memory-read-models.js';
import { projectionsContract } from './projections.contract.js';

projectionsContract('memory', async () => ({
  empty: async () => ({ log: new MemoryEventLog(), models: new MemoryReadModels() }),
  close: async () => undefined,
}));
