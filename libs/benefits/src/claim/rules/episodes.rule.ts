import { addDays } from '#kernel';
import { limitOn } from '../../household/reconsider.state.js';
import { pass, type Rule, stop } from './rule.js';

/**
 * Care within so many days of an episode's first day belongs to it; other care opens another. The episode beyond the
 * number is refused. Prevention opens none.
 */
export const episodes: Rule = {
  step: 'episodes',
  apply(line, claim) {
    const limits = claim.facts.package?.version.episodes;
    const key = claim.facts.keys.episode;
    if (!limits || key === undefined || line.benefit?.prevention || claim.ownActs.has(key)) return line;
    const open = claim.claimedDays({
      key,
      from: addDays(claim.governs, -limits.days),
      before: addDays(claim.governs, 1),
    });
    if (open.length > 0) return pass(line, claim, 'episodes', { evidence: open.slice(-1) });
    const left = Math.max(0, limits.maximum - (claim.used.acts.get(key) ?? 0));
    if (left > 0) return { ...line, opensEpisode: true };
    return stop(line, claim, 'episodes', 'SVC-006', { limit: limits.maximum, limitedBy: limitOn.acts(key) });
  },
};
