import { add, type UsedRights } from '../household/usage.state.js';
import type { AdjudicatedLine, ClaimLine } from './claim.types.js';
import { admission, limits, recognition, review, sharing } from './rules/index.js';
import type { ClaimInProgress, LineInProgress, Rule } from './rules/rule.js';

/** One line through every rule, in their order. */
export const decideLine = (index: number, asked: ClaimLine, claim: ClaimInProgress): LineInProgress => {
  const { package: governing } = claim.facts;
  const ruled = through(review, through(admission, begun(index, asked, claim), claim), claim, true);
  const recognised = through(recognition, ruled, claim, true);
  const shared = through(sharing[governing?.version.ceilingBasis ?? 'afterCopay'], recognised, claim);
  return through(limits, shared, claim);
};

const begun = (index: number, asked: ClaimLine, { facts }: ClaimInProgress): LineInProgress => {
  const billed = asked.unitPrice * asked.quantity;
  return {
    index,
    asked,
    billed,
    benefit: facts.package?.lines.get(asked.act),
    status: 'approved',
    allowed: billed,
    scheme: billed,
    writeOff: 0,
    overPrice: 0,
    programme: 0,
    deducted: 0,
    copay: 0,
    funderOnCopay: 0,
    draws: [],
    excess: 0,
    counted: asked.quantity,
    opensEpisode: false,
    capitated: false,
    reasons: [],
    trace: [],
    limitedBy: [],
    needs: [],
  };
};

/** What still lacks something when its days are over is refused for it. Grace has its own last day. */
export const tooLate = (line: LineInProgress): LineInProgress =>
  line.status === 'pended' && !line.reasons.includes('ELG-005') ? { ...line, status: 'rejected' } : line;

const through = (
  rules: readonly Rule[],
  line: LineInProgress,
  claim: ClaimInProgress,
  evenStopped = false,
): LineInProgress => {
  let current = line;
  for (const rule of rules) {
    if (current.status !== 'approved' && !evenStopped) return current;
    current = rule.apply(current, claim);
  }
  return current;
};

/** What the scheme pays in the end uses up the ceilings; prevention stays outside them and still counts as an act. */
export const consume = (
  { asked, benefit, scheme, deducted, counted, opensEpisode, letter, draws }: LineInProgress,
  claim: ClaimInProgress,
  own: UsedRights,
): void => {
  const { acts, categories, episode } = claim.facts.keys;
  const actKey = acts[asked.act];
  const categoryKey = benefit && categories[benefit.category];
  claim.usedOfStay.set(asked.act, (claim.usedOfStay.get(asked.act) ?? 0) + scheme);
  if (letter !== undefined) claim.usedOfLetter += scheme;
  for (const { envelope, amount } of draws) add(claim.drawn, envelope, amount);
  for (const used of [claim.used, own]) {
    if (actKey !== undefined) add(used.acts, actKey, counted);
    if (opensEpisode && episode !== undefined) add(used.acts, episode, 1);
    used.deducted += deducted;
    if (benefit?.prevention) continue;
    used.household += scheme;
    used.person += scheme;
    if (categoryKey !== undefined) add(used.categories, categoryKey, scheme);
  }
};

/** A stopped line leaves the scheme nothing to pay: what was recognised of it is the member's. */
export const finished = (line: LineInProgress, product?: string): AdjudicatedLine => {
  const { index, asked, status, billed, allowed, writeOff, overPrice, programme, deducted, excess } = line;
  const { funderOnCopay, reasons, trace, draws } = line;
  const approved = status === 'approved';
  const copay = approved ? line.copay : allowed;
  const member = deducted + copay + excess - funderOnCopay;
  const told: AdjudicatedLine = {
    line: index + 1,
    act: asked.act,
    quantity: asked.quantity,
    status,
    billed,
    allowed,
    writeOff,
    overPrice,
    programme,
    deducted,
    copay,
    excess,
    scheme: approved ? line.scheme : 0,
    funderOnCopay,
    member,
    memberPays: member + overPrice,
    reasons,
    trace,
  };
  const rare = asked.item !== undefined || draws.length > 0 || line.excepted || product !== undefined;
  return rare ? { ...told, ...besides(line, product) } : told;
};

/** What most lines do not have. */
const besides = (
  { asked: { item }, draws, excepted, status }: LineInProgress,
  product: string | undefined,
): Partial<AdjudicatedLine> => ({
  ...(item === undefined ? {} : { item }),
  ...(draws.length > 0 ? { draws } : {}),
  ...(excepted && status === 'approved' ? { exception: true as const } : {}),
  ...(product === undefined ? {} : { product }),
});
