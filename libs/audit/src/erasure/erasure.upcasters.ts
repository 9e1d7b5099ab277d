import type { Upcasters } from '#kernel';

/** All contexts there were when keys were destroyed by the one process that had them all. */
const contextsThen = ['membership', 'contributions', 'benefits', 'subsidies', 'audit', 'webhooks'];

/** How older versions are read. */
export const erasureUpcasters: Upcasters = {
  'audit.ErasureDecided': {
    1: event => ({ ...event, version: 2, data: { ...(event.data as object), contexts: contextsThen } }),
  },
  'audit.KeysDestroyed': {
    1: event => ({ ...event, version: 2, data: { ...(event.data as object), remaining: [] } }),
  },
};
