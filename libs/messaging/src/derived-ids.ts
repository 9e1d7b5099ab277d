import { uuid5In } from '#eventstore';

const commandIdIn = uuid5In('c1a63204-7a7d-4a0f-9244-8d0122fefbf5');
const dailyCommandIdIn = uuid5In('7d0c1f52-3c0e-4f5b-9a55-64a3f0a1c9be');
const messageIdIn = uuid5In('cb4a4642-9e8a-48ff-b06e-f6c1f61700df');

/** The same request made again has the same id, so it is carried out once. `origin`: id of the event or message. */
export const commandIdOf = (origin: string, reaction: string, key: string): string =>
  commandIdIn(`${origin}:${reaction}:${key}`);

/** The same message sent again has the same id. `index` tells apart what one event says under one contract. */
export const messageIdOf = (eventId: string, contract: string, index: number): string =>
  messageIdIn(`${eventId}:${contract}:${index}`);

/** The same for the same work, scheme and day, whichever process sends it. */
export const dailyCommandIdOf = (work: string, scheme: string, day: string): string =>
  dailyCommandIdIn(`${work}:${encodeURIComponent(scheme)}:${day}`);
