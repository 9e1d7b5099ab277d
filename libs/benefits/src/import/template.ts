/** Plain content of a YAML file. */
export type Plain = Readonly<Record<string, unknown>>;

interface LineLike {
  readonly act?: string;
  readonly acts?: readonly string[];
}

/**
 * A package made from a template: what the file says takes the place of what the template says, lines act by act, and
 * the acts under `without` are left out. The lineage tells where it comes from and what was changed.
 */
export const fromTemplate = ({ extends: _, without = [], lines = [], ...own }: Plain, template: Plain): Plain => {
  const left = without as readonly string[];
  const mine = lines as readonly LineLike[];
  const theirs = (template.lines ?? []) as readonly LineLike[];
  const actsOf = ({ act, acts }: LineLike): readonly string[] => acts ?? (act === undefined ? [] : [act]);
  const changed = new Set([...mine.flatMap(actsOf), ...left]);
  const kept = theirs.filter(line => !actsOf(line).some(act => changed.has(act)));
  const overrides = [
    ...Object.keys(own).filter(key => !named.has(key) && JSON.stringify(own[key]) !== JSON.stringify(template[key])),
    ...mine.flatMap(actsOf).map(act => `lines/${act}`),
    ...left.map(act => `without/${act}`),
  ].sort();
  const lineage = { template: template.product, version: Number(template.version), overrides };
  return { ...template, ...own, lines: [...kept, ...mine], lineage };
};

/** What a package of its own must say anyway: no change to its template. */
const named = new Set(['product', 'version', 'effectiveFrom']);
