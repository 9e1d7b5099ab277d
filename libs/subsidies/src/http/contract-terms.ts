import type { ContractTerms } from '../fund/fund.events.js';
import type { ContractDto } from './funds.dto.js';

/** A contract as it was sent, with every part of it that was left out said. */
export const termsOf = (contract: ContractDto): ContractTerms => {
  const { version, perPerson, share, wholePersons = false, window, capPerHousehold } = contract;
  const { capInAll, schemes, categories, listedOnly, clawback, duties, forActs } = contract;
  return {
    version,
    perPerson: perPerson ?? null,
    ...(share && { share: { of: share.of, rate_bps: share.percent * 100 } }),
    wholePersons,
    window: { from: window.from, to: window.to },
    capPerHousehold: capPerHousehold ?? null,
    ...(capInAll !== undefined && { capInAll }),
    ...(schemes && { schemes: [...schemes].sort() }),
    ...(categories && { categories: [...categories].sort() }),
    ...(listedOnly && { listedOnly }),
    ...(clawback && { clawback }),
    ...(forActs && { forActs }),
    ...(duties && { duties }),
  };
};
