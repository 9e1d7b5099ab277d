import type { ClaimCommand } from './claim.commands.js';
import type { Funding } from './programme-offers.js';

/** A command with what funders may have to say, under each of the person's coverages. */
export const withFunding = (command: ClaimCommand, funding: Funding): ClaimCommand => {
  if (!('facts' in command)) return command;
  const others = command.others?.map(({ household, facts }) => ({
    household,
    facts: { ...facts, funding: { ...funding, household } },
  }));
  return { ...command, facts: { ...command.facts, funding }, ...(others ? { others } : {}) };
};
