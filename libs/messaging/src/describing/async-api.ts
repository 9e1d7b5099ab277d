import { topicOf } from '../kafka/kafka-options.js';
import type { Inbox } from '../reaction.js';
import type { Contract, Contracts } from './contracts.js';
import type { JsonSchema } from './schema.js';

/** AsyncAPI 3.0.0, as far as it is made here. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0';
  readonly info: object;
  readonly defaultContentType: string;
  readonly channels: Readonly<Record<string, object>>;
  readonly operations: Readonly<Record<string, object>>;
  readonly components: { readonly messages: Readonly<Record<string, object>> };
}

/** Of these contexts: what each says on its topic, and which inbox listens to what. */
export const describeMessages = (contexts: readonly Contracts[], inboxes: readonly Inbox[] = []): AsyncApiDocument => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Entraide',
    version: '1',
    description:
      'Ce que les contextes se disent: identifiants pseudonymes, dates et montants, jamais un nom, un acte ni un diagnostic. ' +
      'Au moins une fois, dans l’ordre de chaque flux (la clé). / ' +
      'What the contexts tell each other: pseudonymous ids, dates and amounts, never a name, an act or a diagnosis. ' +
      'At least once, in the order of each stream (the key).',
    license: { name: 'Apache-2.0' },
  },
  defaultContentType: 'application/json',
  channels: Object.fromEntries(contexts.map(contracts => [contracts.context, channelOf(contracts)])),
  operations: Object.fromEntries([
    ...contexts.map(contracts => [`${contracts.context}.say`, saying(contracts)]),
    ...inboxes.flatMap(inbox => {
      const heard = contexts.find(({ context }) => context === inbox.topic);
      return heard ? [[inbox.name, hearing(inbox)]] : [];
    }),
  ]),
  components: {
    messages: Object.fromEntries(
      contexts.flatMap(({ context, messages }) => messages.map(message => [message.type, messageOf(message, context)])),
    ),
  },
});

const ref = (path: string): { $ref: string } => ({ $ref: `#/${path}` });

const channelOf = ({ context, messages }: Contracts): object => ({
  address: topicOf({}, context),
  messages: Object.fromEntries(messages.map(({ type }) => [type, ref(`components/messages/${type}`)])),
  bindings: { kafka: { topic: topicOf({}, context), topicConfiguration, bindingVersion: '0.5.0' } },
});

/** Kept for ever: who joins later hears all that was ever said. */
const topicConfiguration = { 'cleanup.policy': ['delete'], 'retention.ms': -1 };

const saying = ({ context, messages }: Contracts): object => ({
  action: 'send',
  channel: ref(`channels/${context}`),
  messages: messages.map(({ type }) => ref(`channels/${context}/messages/${type}`)),
});

const hearing = ({ topic, on }: Inbox): object => ({
  action: 'receive',
  channel: ref(`channels/${topic}`),
  messages: Object.keys(on).map(type => ref(`channels/${topic}/messages/${type}`)),
});

const messageOf = ({ type, fr, en, data }: Contract, context: string): object => ({
  name: type,
  title: type,
  summary: `${fr} / ${en}`,
  contentType: 'application/json',
  headers: headersOf(type, context),
  correlationId: { location: '$message.header#/ce_correlation' },
  payload: data,
  bindings: { kafka: { key: { type: 'string', description: 'The stream' }, bindingVersion: '0.5.0' } },
});

const string = (description: string, more: JsonSchema = {}): JsonSchema => ({ type: 'string', description, ...more });

/** CloudEvents 1.0 in Kafka's binary mode, with our extensions. */
const headersOf = (type: string, context: string): JsonSchema => {
  const properties: Record<string, JsonSchema> = {
    'content-type': { type: 'string', const: 'application/json' },
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: string('The same however often the message is sent', { format: 'uuid' }),
    ce_source: { type: 'string', const: `urn:entraide:${context}` },
    ce_type: { type: 'string', const: type },
    ce_time: string('When the fact was recorded', { format: 'date-time' }),
    ce_partitionkey: string('The stream: its messages come in order'),
    ce_scheme: string('The scheme it is about'),
    ce_revision: string('Version the stream had: a later message of the stream has a higher one'),
    ce_effectiveat: string('Day from which the fact holds', { format: 'date' }),
    ce_correlation: string('Shared by everything that follows from one request'),
    ce_causation: string('The event it tells of'),
  };
  return { type: 'object', properties, required: Object.keys(properties) };
};
