import type { Stores } from '#platform';
import { type Caller, ContextServer, runAlone, type Verb } from '#testing/one-context';
import { benefitsContext } from '../src/benefits.module.js';
import type { CoverSpan } from '../src/household/household.types.js';
import { yearFrom } from './examples.js';

export type { Caller } from '#testing/one-context';

interface Asked {
  /** The scheme's manager unless said. */
  readonly as?: Caller;
  /** Day of the virtual clock. */
  readonly at?: string;
  readonly key?: string;
}

const manager: Caller = { role: 'scheme-manager', schemes: ['A'] };
export const in2025: CoverSpan = yearFrom('2025-01-01');

/** Benefits alone, behind HTTP; membership's messages come twice and in any order. */
export class BenefitsServer extends ContextServer {
  static async start(openStores: () => Promise<Stores>): Promise<BenefitsServer> {
    return new BenefitsServer(await runAlone(benefitsContext, openStores, 7));
  }

  ask(method: Verb, path: string, body?: object, { as = manager, at = '2025-05-20', key }: Asked = {}) {
    return this.askInA(method, path, body, { as, at, key });
  }

  /** What is answered as a file. */
  async file(path: string, as: Caller = manager) {
    const { bytes, ...answered } = await this.fileInA(path, { as, at: '2025-06-30' });
    return { ...answered, text: bytes.toString('latin1') };
  }

  /** Membership tells of a person's whole cover in household H1. */
  tell(person: string, ...spans: CoverSpan[]): Promise<void> {
    const persons = [{ person, diedOn: null, undeclared: null, spans }];
    const data = { household: 'H1', product: 'ESSENTIEL', because: 'enrolled', persons };
    const at = '2025-05-20T09:00:00.000Z';
    return this.hear('membership.household-H1', 'membership.coverage-changed.v1', data, at);
  }
}
