import type { RecordedEvent } from '#eventstore';
import type { Findings } from './findings.js';
import { type LogInvariant, placeOf } from './log-invariant.js';

/** No number of a clear part is a fraction, or too large to be exact: amounts, rates and counts alike. */
export class WholeAmounts implements LogInvariant {
  constructor(private readonly findings: Findings) {}

  see(event: RecordedEvent): void {
    this.look(event, '', event.data);
  }

  private look(event: RecordedEvent, path: string, value: unknown): void {
    if (typeof value === 'number') {
      this.findings.checked('numbers');
      const whole = Number.isSafeInteger(value);
      this.findings.require(whole, 'whole amounts', () => `${placeOf(event)}: ${path} is ${value}`);
    } else if (value !== null && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) this.look(event, path ? `${path}.${name}` : name, inner);
    }
  }
}
