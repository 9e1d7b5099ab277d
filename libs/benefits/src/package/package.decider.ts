import { accept, type Decider, nothingToDo, refuse } from '#kernel';
import { forbiddenRules } from './forbidden-rules.js';
import type { PackageCommand } from './package.commands.js';
import type { PackageEvent } from './package.events.js';
import { PackageReason } from './package.reasons.js';
import { packageFold, type PackageState } from './package.state.js';
import type { PackageVersion } from './package.types.js';

/**
 * Publishes versions of a product's benefit package, one after the other.
 *
 * @refuses benefits.package.already_published     this version was published with other content
 * @refuses benefits.package.version_not_next      versions count 1, 2, 3, …
 * @refuses benefits.package.effective_out_of_order a version takes effect before the one it follows
 * @refuses benefits.package.currency_changed      a product keeps its books in one currency
 * @refuses benefits.package.rule_forbidden        it reads a serological status, or forces a test
 * @refuses benefits.package.act_twice             an act has one line
 */
export const packageDecider: Decider<PackageCommand, PackageEvent, PackageState, PackageReason> = {
  ...packageFold,

  decide({ package: asked }, { versions }) {
    const published = versions[asked.version - 1]?.version;
    if (published && sameText(published, asked)) return nothingToDo;
    if (published) return refuse(PackageReason.alreadyPublished, { product: asked.product, version: asked.version });
    const last = versions.at(-1)?.version;
    const next = (last?.version ?? 0) + 1;
    if (asked.version !== next) {
      return refuse(PackageReason.versionNotNext, { version: asked.version, next }, 'unprocessable');
    }
    if (last && asked.effectiveFrom < last.effectiveFrom) {
      const facts = { effectiveFrom: asked.effectiveFrom, previous: last.effectiveFrom };
      return refuse(PackageReason.effectiveOutOfOrder, facts, 'unprocessable');
    }
    if (last && asked.currency !== last.currency) {
      return refuse(PackageReason.currencyChanged, { currency: last.currency }, 'unprocessable');
    }
    const forbidden = forbiddenRules(asked)[0];
    if (forbidden) {
      const { code, pointer } = forbidden;
      return refuse(PackageReason.ruleForbidden, { rule: code, pointer }, 'unprocessable');
    }
    const twice = actNamedTwice(asked);
    if (twice !== undefined) return refuse(PackageReason.actTwice, { act: twice }, 'invalid');
    return accept({
      type: 'benefits.PackagePublished',
      version: 1,
      effectiveAt: asked.effectiveFrom,
      data: { package: asked },
    });
  },
};

const actNamedTwice = ({ lines }: PackageVersion): string | undefined => {
  const seen = new Set<string>();
  return lines.find(({ act }) => seen.size === seen.add(act).size)?.act;
};

/** Documents are normalised before they get here, so the same content is the same text. */
const sameText = (left: PackageVersion, right: PackageVersion): boolean =>
  JSON.stringify(left) === JSON.stringify(right);
