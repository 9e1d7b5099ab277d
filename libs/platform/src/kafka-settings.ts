import type { EnvironmentReader } from './environment.js';

const mechanisms = ['scram-sha-512', 'scram-sha-256', 'plain'] as const;

/** Which brokers carry messages between the contexts, and how they are reached. */
export interface KafkaSettings {
  readonly brokers: readonly string[];
  /** Topics are `<namespace>.<context>.v1`, consumer groups `<namespace>.<inbox>`. */
  readonly namespace: string;
  /** Of each topic, for good: the order of a stream's messages rests on it. */
  readonly partitions: number;
  /** Absent: in the clear. PEM texts; without `ca`, the authorities Node knows are believed. */
  readonly ssl?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: (typeof mechanisms)[number];
    readonly username: string;
    readonly password: string;
  };
}

/** Reads `KAFKA_…`. */
export const kafkaSettings = (read: EnvironmentReader): KafkaSettings => {
  const brokers = read.list('KAFKA_BROKERS');
  read.refuseIf(brokers.length === 0, 'KAFKA_BROKERS is missing: host:port, … of the brokers (TRANSPORT=kafka)');
  for (const broker of brokers)
    read.refuseIf(!/^.+:\d{1,5}$/.test(broker), `KAFKA_BROKERS: ${broker} is not host:port`);
  const namespace = read.text('KAFKA_NAMESPACE', 'entraide');
  read.refuseIf(!/^[a-z0-9-]{1,60}$/.test(namespace), `KAFKA_NAMESPACE is a lower-case word, not ${namespace}`);
  const partitions = read.whole('KAFKA_PARTITIONS', 12, { from: 1, to: 1000, what: 'a number of partitions' });
  const [ssl, sasl] = [tls(read), authentication(read)];
  read.refuseIf(sasl?.mechanism === 'plain' && !ssl, 'KAFKA_SASL_MECHANISM=plain shows the password: set KAFKA_SSL=1');
  return { brokers, namespace, partitions, ...(ssl ? { ssl } : {}), ...(sasl ? { sasl } : {}) };
};

const tls = (read: EnvironmentReader): KafkaSettings['ssl'] => {
  const [ca, cert, key] = ['KAFKA_CA_FILE', 'KAFKA_CERT_FILE', 'KAFKA_KEY_FILE'].map(name => read.fileOf(name));
  read.refuseIf((cert === undefined) !== (key === undefined), 'KAFKA_CERT_FILE and KAFKA_KEY_FILE go together');
  const wanted = read.oneOf('KAFKA_SSL', ['0', '1']) === '1';
  read.refuseIf(!wanted && (ca ?? cert ?? key) !== undefined, 'KAFKA_CA_FILE and the like need KAFKA_SSL=1');
  return wanted ? { ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) } : undefined;
};

const authentication = (read: EnvironmentReader): KafkaSettings['sasl'] => {
  const [username, password] = [read.optional('KAFKA_USERNAME'), read.secret('KAFKA_PASSWORD')];
  const mechanism = read.oneOf('KAFKA_SASL_MECHANISM', mechanisms);
  read.refuseIf(
    (username === undefined) !== (password === undefined),
    'KAFKA_USERNAME and KAFKA_PASSWORD (or KAFKA_PASSWORD_FILE) go together',
  );
  return username !== undefined && password !== undefined ? { mechanism, username, password } : undefined;
};
