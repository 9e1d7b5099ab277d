import { CommandRefused } from '#eventstore';
import { refuse } from '#kernel';
import type { CallerIdentity } from '#platform';

export const otherProvider = 'benefits.provider.not_yours';

/** A provider's staff act and read for their own provider alone. @throws CommandRefused 403 */
export const onlyOwnProvider = ({ role, provider: own }: CallerIdentity, provider: string): void => {
  if (role === 'provider-client' && own !== provider) {
    throw new CommandRefused(refuse(otherProvider, { provider }, 'forbidden'));
  }
};
