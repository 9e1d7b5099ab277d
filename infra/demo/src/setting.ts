import type { Calendar } from './calendar.js';
import type { FundForecast } from './fund-forecast.js';

/** What every household's story is told against. */
export interface Setting {
  readonly seed: number;
  readonly calendar: Calendar;
  readonly fund: FundForecast;
}
