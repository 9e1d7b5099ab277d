export * from './message.js';
export * from './reaction.js';
export * from './transport.js';
export { ask, type Asked, isAsked, resendOf } from './asked-for.js';
export * from './calendar.js';
export * from './daily-work.js';
export * from './derived-ids.js';
export * from './request-executor.js';
export * from './policy-subscriber.js';
export * from './relay.js';
export * from './inbox-runner.js';
export * from './in-process-transport.js';
export * from './runners.js';
export * from './sent-count.js';
export { KafkaTransport } from './kafka/kafka-transport.js';
export { groupOf, type KafkaOptions, topicOf, type TransportObserver, usualPartitions } from './kafka/kafka-options.js';
export {
  BrokersUnreachable,
  ensureTopics,
  speakingContexts,
  type TopicReport,
  TopicsNotReady,
  type TopicsOptions,
} from './kafka/topics.js';
export { GroupInUse, type Replay, replayFrom, type ReplayFrom } from './kafka/replay.js';
export {
  NoSuchRecord,
  placeOf,
  problemWith,
  type RawRecord,
  recordAt,
  type RecordPlace,
  sayAgain,
} from './kafka/records.js';
export * from './describing/schema.js';
export * from './describing/contracts.js';
export { type AsyncApiDocument, describeMessages } from './describing/async-api.js';
