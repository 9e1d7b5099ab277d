import { ephemeralKey, MemoryDataKeys, MemoryEventLog, MemoryReadModels } from '#eventstore';
import { subsidiesContract } from './subsidies.contract.js';

subsidiesContract('memory', async () => {
  const log = new MemoryEventLog();
  return { log, models: new MemoryReadModels(), keys: new MemoryDataKeys(ephemeralKey()), close: () => log.close() };
});
