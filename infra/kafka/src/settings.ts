/** Where a node listens, on the loopback address only. */
export interface NodePorts {
  readonly broker: number;
  readonly controller: number;
}

const minutes = 60_000;

/**
 * `server.properties` of one node that is broker and controller (KRaft). Three nodes keep every message on three and
 * acknowledge when two have it: one may be lost. One node keeps what one node can.
 */
export const serverProperties = (node: number, all: readonly NodePorts[], dataDir: string): string => {
  const { broker, controller } = all[node - 1]!;
  const copies = all.length;
  const inSync = copies > 1 ? copies - 1 : 1;
  return lines({
    'process.roles': 'broker,controller',
    'node.id': node,
    'controller.quorum.voters': all.map((ports, index) => `${index + 1}@127.0.0.1:${ports.controller}`).join(','),
    listeners: `PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${broker}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataDir,

    // A topic exists because somebody created it, with the partitions it needs.
    'auto.create.topics.enable': false,
    'num.partitions': 1,
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'transaction.state.log.num.partitions': 8,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,

    // A group forms as soon as its first member is there; a broker that was killed may return when its session is over.
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'log.retention.check.interval.ms': 5 * minutes,
    // A service that was away for months goes on where it was. @unit minutes: ten years
    'offsets.retention.minutes': 5_256_000,

    // Sized for a laptop that has other things to do.
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
  });
};

const lines = (settings: Readonly<Record<string, string | number | boolean>>): string =>
  Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
