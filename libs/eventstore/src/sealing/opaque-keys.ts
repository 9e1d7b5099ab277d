/**
 * Turns a fact that must not be read in the clear part (an act, a category) into a key that can still be counted. The
 * same parts in the same scope always give the same key; without the secret nobody can turn it back or guess it.
 */
export abstract class OpaqueKeys {
  abstract keyOf(scope: string, ...parts: string[]): string;
}
