import { type AdjudicationCode } from '../adjudication.codes.js';
import { articleOf, cutTo, type LineInProgress, type Rule, stop } from './rule.js';

/** What nobody can except: there was no person, no cover, or it was claimed before. */
const beyondException: readonly AdjudicationCode[] = [
  'CLM-001',
  'CLM-003',
  'ELG-001',
  'ELG-002',
  'ELG-003',
  'ELG-004',
  'ELG-008',
];

export const mayBeExcepted = ({ status, reasons }: Pick<LineInProgress, 'status' | 'reasons'>): boolean =>
  status !== 'approved' && !reasons.some(code => beyondException.includes(code));

/** A second person refuses the line, or pays it as an exception; the reason the rules gave stays beside the ruling. */
export const ruling: Rule = {
  step: 'review',
  apply(line, claim) {
    const ruled = claim.rulingOn(line.index)?.ruling;
    if (ruled === 'reject' && line.status !== 'rejected') return stop(line, claim, 'review', 'MED-001');
    if (ruled !== 'exception' || !mayBeExcepted(line)) return line;
    const article = articleOf(claim.facts, 'review');
    return {
      ...line,
      status: 'approved',
      excepted: true,
      reasons: [...line.reasons, 'MED-001'],
      trace: [...line.trace, { step: 'review', before: 0, after: line.scheme, code: 'MED-001', article }],
    };
  },
};

/** Recognised for less than the tariff: a contracted provider writes the rest off, else it is the member's. */
export const reduction: Rule = {
  step: 'review',
  apply(line, claim) {
    const { ruling: ruled, to } = claim.rulingOn(line.index) ?? {};
    if (ruled !== 'reduce' || to === undefined || line.status !== 'approved' || line.allowed <= to) return line;
    const over = line.allowed - to;
    const writtenOff = claim.facts.standing.status === 'contracted';
    return {
      ...line,
      allowed: to,
      scheme: to,
      writeOff: line.writeOff + (writtenOff ? over : 0),
      overPrice: line.overPrice + (writtenOff ? 0 : over),
      reasons: [...line.reasons, 'MED-001'],
      trace: [
        ...line.trace,
        {
          step: 'review',
          before: line.allowed,
          after: to,
          code: 'MED-001',
          article: articleOf(claim.facts, 'review'),
          limit: to,
        },
      ],
    };
  },
};

/** An exception costs the scheme no more than was ruled; what is above it stays the member's. */
export const exceptionCap: Rule = {
  step: 'review',
  apply(line, claim) {
    const { ruling: ruled, to } = claim.rulingOn(line.index) ?? {};
    const capped = ruled === 'exception' && to !== undefined && line.reasons.includes('MED-001');
    return capped ? cutTo(line, claim, 'review', to, 'MED-001') : line;
  },
};
