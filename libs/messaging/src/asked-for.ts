import type { ParkedStream, ReadModels, Shard } from '#eventstore';

/** Ends the name under which it is noted that something is to be taken up again. */
const mark = '.asked';

/** What somebody wants done by whichever process runs a subscription. */
export interface Asked {
  /** The subscription whose stream is to be taken up again; or `resendOf(shard)`. */
  readonly name: string;
  readonly stream: string;
  /** For a relay: the version of the stream from which it is to be said again. */
  readonly from: number;
}

/** Asks a context's relay, over whatever medium it speaks, to say a stream's messages again. */
export const resendOf = (shard: Shard): string => `${shard}.resend`;

/**
 * Asks a running process, from another one: the command line has neither its command bus nor its turn. It is noted
 * beside what is parked, where the process looks now and then. To say a stream again is the relay's to do: said by
 * anybody else, its messages could come between newer ones.
 */
export const ask = (models: ReadModels, shard: Shard, { name, stream, from }: Asked): Promise<void> =>
  models.park(shard, { name: `${name}${mark}`, stream, position: from, error: 'asked for', attempts: 0 });

export const askedOf = async (models: ReadModels, shard: Shard): Promise<readonly Asked[]> =>
  (await models.parked(shard))
    .filter(isAsked)
    .map(({ name, stream, position }) => ({ name: name.slice(0, -mark.length), stream, from: position }));

export const answered = (models: ReadModels, shard: Shard, { name, stream }: Asked): Promise<void> =>
  models.unpark(shard, `${name}${mark}`, stream);

/** Whether this is a request, and nothing that is set aside. */
export const isAsked = ({ name }: ParkedStream): boolean => name.endsWith(mark);
