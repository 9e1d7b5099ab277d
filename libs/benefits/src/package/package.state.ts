import type { Day, Fold } from '#kernel';
import type { PackageEvent } from './package.events.js';
import type { BenefitLine, PackageVersion } from './package.types.js';

/** A version with its lines at hand by act. */
export interface PublishedPackage {
  readonly version: PackageVersion;
  readonly lines: ReadonlyMap<string, BenefitLine>;
}

/** A product's versions, in order of publication. */
export interface PackageState {
  readonly versions: readonly PublishedPackage[];
}

export const packageFold: Fold<PackageEvent, PackageState> = {
  initialState: { versions: [] },
  evolve: ({ versions }, { data }) => ({ versions: [...versions, indexed(data.package)] }),
};

export const indexed = (version: PackageVersion): PublishedPackage => ({
  version,
  lines: new Map(version.lines.map(line => [line.act, line])),
});

/** The version that governs care on a day: the last one published among those in effect. */
export const versionOn = ({ versions }: PackageState, on: Day): PublishedPackage | null =>
  versions.findLast(({ version }) => version.effectiveFrom <= on) ?? null;

export const packageStream = (scheme: string, product: string): string => `benefits.package-${scheme}.${product}`;
