export { BrokerUnavailable } from './broker-unavailable.js';
export type { BrokerNode } from './broker-node.js';
export { type ClusterOptions, KafkaCluster } from './kafka-cluster.js';
