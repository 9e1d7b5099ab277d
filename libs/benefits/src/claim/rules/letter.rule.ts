import { cutTo, pass, type Rule, stop } from './rule.js';

/** A stay that needs a guarantee letter waits for one that is good on the day of admission; an emergency needs none. */
export const letter: Rule = {
  step: 'letter',
  apply(line, claim) {
    if (!line.benefit?.letter || claim.claim.emergency) return line;
    const found = claim.letterOf(line.asked.act);
    if (!found) return stop(line, claim, 'letter', 'PRV-005', {}, 'pended');
    const evidence = [found.letter.letter, found.letter.issuedOn, found.letter.lastDay];
    if (!found.valid) return stop(line, claim, 'letter', 'PRV-006', { evidence }, 'pended');
    return { ...pass(line, claim, 'letter', { evidence, limit: found.letter.cap }), letter: found.letter.letter };
  },
};

/** The scheme pays no more than the letter promised; the rest is the member's. */
export const letterCap: Rule = {
  step: 'letterCap',
  apply(line, claim) {
    const found = line.letter === undefined ? null : claim.letterOf(line.asked.act);
    if (!found) return line;
    return cutTo(line, claim, 'letterCap', found.letter.cap - claim.usedOfLetter, 'AMT-008');
  },
};
