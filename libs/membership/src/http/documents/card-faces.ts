import type { Decisions, ReadModels, Scope } from '#eventstore';
import { cardTable } from '../../projections/card.projection.js';
import { cardFold, cardStream } from '../../card/card.state.js';
import type { Photo } from '../../card/card.types.js';

/** What of a card is neither a name nor the same for everybody. */
export interface CardFace {
  readonly issue: number;
  readonly photo?: Photo;
}

/** Who has neither lost a card nor given a photograph is not in the table of cards. */
export const plainFace: CardFace = { issue: 1 };

/** Photographs opened side by side. */
const sideBySide = 32;

/** Person → what their card bears, for those whose card is not a first one without a photograph. */
export const cardFaces = async (
  models: ReadModels,
  decisions: Decisions,
  scope: Scope,
  scheme: string,
): Promise<ReadonlyMap<string, CardFace>> => {
  const rows = await models.find(scope, cardTable, { where: { scheme }, orderBy: ['person'] });
  const faces = new Map<string, CardFace>();
  for (let from = 0; from < rows.length; from += sideBySide)
    await Promise.all(
      rows.slice(from, from + sideBySide).map(async ({ person, issue, photo }) => {
        const state = photo ? await decisions.stateOf('membership', cardStream(scheme, person), cardFold) : undefined;
        const kept = state?.photo.status === 'kept' ? state.photo.value : undefined;
        faces.set(person, { issue, ...(kept ? { photo: kept } : {}) });
      }),
    );
  return faces;
};
