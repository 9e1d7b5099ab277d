import { type Decisions, everyScheme } from '#eventstore';
import { addDays, type Day } from '#kernel';
import type { DailyWork } from '#messaging';
import { schemeTable } from '../projections/scheme.entity.js';
import { CloseDay } from '../scheme/decide-close-day.js';
import { schemeStream } from '../scheme/decide-scheme.js';
import type { SchemeEvent } from '../scheme/scheme.events.js';

/** Every scheme closes each of its days, from the one on which it was registered. */
export const closeDays: DailyWork = {
  name: 'membership.close_days.v1',
  schemes: async ({ models, decisions }) => {
    const rows = await models.find(everyScheme, schemeTable, { orderBy: ['scheme'] });
    return Promise.all(
      rows.map(async ({ scheme, timezone, closedUpTo }) => ({
        scheme,
        timezone,
        doneUpTo: closedUpTo ?? addDays(await registeredOn(decisions, scheme), -1),
      })),
    );
  },
  command: (scheme, day, metadata) => new CloseDay(scheme, day, metadata),
};

const registeredOn = async (decisions: Decisions, scheme: string): Promise<Day> => {
  const [registered] = await decisions.history<SchemeEvent>('membership', schemeStream(scheme));
  // A row is written of that event, so there is one.
  return registered!.effectiveAt;
};
