import { eventLogContract } from '../event-log.contract.js';
import { MemoryEventLog } from './memory-event-log.js';

eventLogContract('memory', async () => {
  const log = new MemoryEventLog();
  return { log, close: () => log.close() };
});
