import { giveUpProof } from '#audit';
import { isShard, shards } from '#eventstore';
import { SystemClock } from '#kernel';
import { exitCode, UsageError } from '../../exit.js';
import { withStores } from '../../local.js';

export interface BeginProofAgainArguments {
  readonly because: string;
  readonly by: string;
}

/**
 * Records that what was signed of a context is lost, and who answers for signing it anew. From then on it is sealed from
 * its first event, as it stands now: what was changed before cannot be found any more.
 * @throws UsageError
 */
export const beginProofAgain = (context: string, { because, by }: BeginProofAgainArguments): Promise<number> => {
  if (!isShard(context)) throw new UsageError(shards.join(', '));
  return withStores(async ({ decisions }) => {
    const { status } = await giveUpProof(decisions, context, { because, decidedBy: by }, new SystemClock().now());
    process.stdout.write(
      status === 'recorded'
        ? `${context} : sera scellé de nouveau depuis le début / will be sealed anew from its beginning\n`
        : `${context} : rien n’était scellé / nothing was sealed\n`,
    );
    return exitCode.ok;
  });
};
