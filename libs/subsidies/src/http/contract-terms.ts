import type { ContractTerms } from '../fund/fund.events.js';
import type { ContractDto } from './funds.dto.js';

/** A contract as it was sent, with every part of it that was left out said. */
export const termsOf = (contract: ContractDto): ContractTerms => {
  const { version, perPerson, share, wholePersons = false, window, capPerHousehold } = contract;
  const { capInAll, clawback, duties, forActs } = contract;
  const { schemes, sections, categories, groups, providers, listedOnly, persons } = contract;
  return {
    version,
    perPerson: perPerson ?? null,
    ...(share && { share: { of: share.of, rate_bps: share.percent * 100 } }),
    wholePersons,
    window: { from: window.from, to: window.to },
    capPerHousehold: capPerHousehold ?? null,
    ...(capInAll !== undefined && { capInAll }),
    ...inOrder({ schemes, sections, categories, groups, providers }),
    ...(listedOnly && { listedOnly }),
    ...(persons && { persons }),
    ...(clawback && { clawback }),
    ...(forActs && { forActs }),
    ...(duties && { duties }),
  };
};

type Listed = Pick<ContractDto, 'schemes' | 'sections' | 'categories' | 'groups' | 'providers'>;

/** Lists that say the same in another order are the same. */
const inOrder = (lists: Listed): Partial<ContractTerms> =>
  Object.fromEntries(
    Object.entries(lists).flatMap(([name, list]) => (list === undefined ? [] : [[name, [...list].sort()]])),
  );
