import { describe, expect, test } from '@jest/globals';
import kafkajs, { type Admin } from 'kafkajs';
import { endsOf, PartitionsUnknown } from './offsets.js';

const ends = [{ partition: 0, offset: '3', high: '3', low: '0' }];
const protocolError = (type: string, retriable: boolean): Error =>
  Object.assign(new kafkajs.KafkaJSProtocolError(new Error(type)), { type, retriable });

/** An admin client whose answers are given in their order; the last one is given again and again. */
const answering = (...answers: readonly (Error | typeof ends)[]) => {
  const asked = { offsets: 0, groups: 0 };
  const admin = {
    fetchTopicOffsets: () => {
      const answer = answers[Math.min(asked.offsets, answers.length - 1)]!;
      asked.offsets += 1;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    listGroups: () => {
      asked.groups += 1;
      return Promise.reject(new Error('a broker is away'));
    },
  };
  return { admin: admin as unknown as Admin, asked };
};

describe('where the partitions of a topic end', () => {
  test('asked while their leaders change: again, and who leads is read anew each time', async () => {
    const notLeader = protocolError('NOT_LEADER_FOR_PARTITION', true);
    const { admin, asked } = answering(notLeader, [], notLeader, ends);
    expect(await endsOf(admin, 'entraide.membership.v1', 1)).toEqual(ends);
    expect(asked).toEqual({ offsets: 4, groups: 3 });
  });

  test('a partition whose leader does not come is not waited for without end', async () => {
    const { admin, asked } = answering([]);
    await expect(endsOf(admin, 'entraide.membership.v1', 1)).rejects.toThrow(PartitionsUnknown);
    expect(asked.offsets).toBe(21);
  });

  test('what will not pass is said at once', async () => {
    const forbidden = protocolError('TOPIC_AUTHORIZATION_FAILED', false);
    const { admin, asked } = answering(forbidden, ends);
    await expect(endsOf(admin, 'entraide.membership.v1', 1)).rejects.toBe(forbidden);
    expect(asked).toEqual({ offsets: 1, groups: 0 });
  });
});
