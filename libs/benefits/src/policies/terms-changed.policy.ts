import type { RecordedEvent } from '#eventstore';
import { type Day, dayIn, earliest } from '#kernel';
import { type Policy, request } from '#messaging';
import { DecideTouched, type Touched } from '../claim/decide-touched.js';
import type { PackageEvent } from '../package/package.events.js';
import type { ProgrammeEvent } from '../programme/programme.events.js';
import type { ProviderEvent } from '../provider/provider.events.js';
import type { TariffEvent } from '../tariff/tariff.events.js';

type TermsEvent = PackageEvent | ProviderEvent | TariffEvent | ProgrammeEvent;

/** Nothing is to be decided again where the terms begin after the day they were recorded. */
const touched = (event: RecordedEvent<TermsEvent>, terms: Omit<Touched, 'scheme' | 'cause'>, scheme?: string) => {
  const { recordedAt, eventId, scheme: own } = event.recorded;
  if (terms.from > dayIn('UTC', recordedAt)) return [];
  const asked = { ...terms, scheme: scheme ?? own, cause: eventId };
  return [request('touched', metadata => new DecideTouched(asked, metadata))];
};

const first = (days: readonly Day[]): Day => days.reduce((a, b) => earliest(a, b), '9999-12-31');

/** Terms that hold from a day in the past: the claims decided by other terms since then are decided again. */
export const termsChangedPolicy: Policy<TermsEvent> = {
  name: 'benefits.terms_changed.v1',
  shard: 'benefits',
  on: {
    'benefits.PackagePublished': event =>
      touched(event, { from: event.data.package.effectiveFrom, because: 'packageChanged' }),
    'benefits.TariffPublished': event =>
      touched(event, { from: first(event.data.prices.map(({ validFrom }) => validFrom)), because: 'tariffChanged' }),
    'benefits.ProviderContracted': event => {
      const { provider, scheme, contract } = event.data;
      return touched(event, { from: contract.from, provider, because: 'contractChanged' }, scheme);
    },
    'benefits.ProviderSuspended': event => {
      const { provider, scheme, from } = event.data;
      return touched(event, { from, provider, because: 'contractChanged' }, scheme);
    },
    // Money given back serves those who found the envelope empty.
    'benefits.EnvelopeDrawn': event => {
      const { amount, closed, from } = event.data;
      if (amount > 0 || closed) return [];
      return touched(event, { from, unpaid: true, because: 'programmeChanged' });
    },
    'benefits.EnvelopeNoted': event => {
      const { scheme, window, households, closed } = event.data;
      // What was paid from it stays paid.
      return closed ? [] : touched(event, { from: window.from, households, because: 'programmeChanged' }, scheme);
    },
  },
};
