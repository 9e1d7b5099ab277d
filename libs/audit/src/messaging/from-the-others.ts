import type { BenefitsMessage } from '#benefits/contracts';
import type { ContributionsMessage } from '#contributions/contracts';
import type { Shard } from '#eventstore';
import type { MembershipMessage } from '#membership/contracts';
import { anyInbox, type Inbox, type Message, type Request, request } from '#messaging';
import type { SubsidiesMessage } from '#subsidies/contracts';
import type { WebhooksMessage } from '#webhooks/contracts';
import { RecordDestroyed } from '../erasure/decide-erasure.js';

type Heard = MembershipMessage | ContributionsMessage | BenefitsMessage | SubsidiesMessage | WebhooksMessage;
type Forgotten = Extract<Heard, { type: `${string}.person-forgotten.v1` }>;

const noted = ({ source, data: { person, on } }: Forgotten): readonly Request[] => [
  request('destroyed', metadata => new RecordDestroyed(person, [source], on, metadata)),
];

const inboxOn = (topic: Shard): Inbox =>
  anyInbox<Message<Forgotten['type'], Forgotten['data']>>({
    name: `audit.from_${topic}.v1`,
    shard: 'audit',
    topic,
    on: { [`${topic}.person-forgotten.v1`]: noted },
  });

/** Each context says whom it has forgotten: only when the last of them has is a person called forgotten. */
export const fromTheOthers: readonly Inbox[] = (
  ['membership', 'contributions', 'subsidies', 'benefits', 'webhooks'] as const
).map(inboxOn);
