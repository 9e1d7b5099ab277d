import type { PackageVersion } from './package.types.js';

/** Makes a version of a product's benefit package binding. */
export interface PublishPackage {
  readonly type: 'PublishPackage';
  readonly package: PackageVersion;
}

export type PackageCommand = PublishPackage;
