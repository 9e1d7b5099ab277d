import type { DomainEvent } from '#kernel';
import type { PackageVersion } from './package.types.js';

/** A version of a benefit package was published: it governs care from its first day on and never changes again. */
export type PackagePublished = DomainEvent<
  'benefits.PackagePublished',
  1,
  { readonly package: PackageVersion },
  undefined
>;

export type PackageEvent = PackagePublished;
