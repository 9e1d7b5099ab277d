import { articleOf, type Rule } from './rule.js';

/** An act the provider is paid for by the head is recorded and counted; nobody pays for it again. */
export const capitation: Rule = {
  step: 'capitation',
  apply(line, claim) {
    const scope = claim.facts.standing.contract?.capitation?.acts;
    if (line.status !== 'approved' || !scope?.includes(line.asked.act)) return line;
    const article = articleOf(claim.facts, 'capitation');
    return {
      ...line,
      allowed: 0,
      scheme: 0,
      writeOff: line.billed,
      capitated: true,
      reasons: [...line.reasons, 'SVC-010'],
      trace: [...line.trace, { step: 'capitation', before: line.scheme, after: 0, code: 'SVC-010', article }],
    };
  },
};
