import { BrokersUnreachable, GroupInUse, type KafkaOptions, NoSuchRecord } from '#messaging';
import { kafkaOptions } from '#platform';
import { exitCode } from './exit.js';
import { localConfiguration } from './local.js';

/** The brokers the environment names. @throws ConfigurationInvalid */
export const brokersOfEnvironment = (): KafkaOptions => ({
  ...kafkaOptions(localConfiguration({ TRANSPORT: 'kafka' }).kafka!),
  clientId: 'entraide-cli',
  connectMs: 10_000,
});

/** What the brokers refuse, or their absence, is said in a sentence. */
export const sayingWhyNot = async (work: Promise<number>): Promise<number> => {
  try {
    return await work;
  } catch (error) {
    if (!expected.some(type => error instanceof type)) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return exitCode.failed;
  }
};

const expected = [BrokersUnreachable, GroupInUse, NoSuchRecord];
