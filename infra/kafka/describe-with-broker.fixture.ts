import { describe } from '@jest/globals';
import { BrokerUnavailable } from './src/broker-unavailable.js';
import { serverJars } from './src/jars.js';

const whyNot = await serverJars().then(
  () => undefined,
  (error: unknown) => {
    if (error instanceof BrokerUnavailable) return error.message;
    throw error;
  },
);

/** A suite that needs a broker: where there can be none it is skipped, and says so whatever the reporter. */
export const describeWithBroker = (title: string, suite: () => void): void => {
  if (whyNot === undefined) return describe(title, suite);
  process.stderr.write(`\nSKIPPED, no Kafka: ${title}. ${whyNot}\n`);
  describe.skip(title, suite);
};
