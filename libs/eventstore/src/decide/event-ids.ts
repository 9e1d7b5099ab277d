import { uuid5In } from '../uuid5.js';

/**
 * Ids of a command's events, in order: UUIDv5 of '0', '1', … in the namespace of the command id. The same command
 * always has the same.
 * @throws TypeError when the command id is no UUID.
 */
export const eventIdsOf = (commandId: string, count: number): string[] => {
  const idOf = uuid5In(commandId);
  return Array.from({ length: count }, (_, index) => idOf(String(index)));
};
