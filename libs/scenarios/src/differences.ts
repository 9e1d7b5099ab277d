/**
 * Where an answer differs from what is expected of it. Only what is expected is compared: objects by their named
 * members, lists of texts or numbers by what they must contain (an empty list: nothing), lists of objects one by one.
 */
export const differences = (expected: unknown, actual: unknown, path = ''): string[] => {
  if (Array.isArray(expected))
    return Array.isArray(actual) ? listDifferences(expected, actual, path) : [differs(path, expected, actual)];
  if (isObject(expected)) {
    if (!isObject(actual)) return [differs(path, expected, actual)];
    return Object.entries(expected).flatMap(([name, value]) =>
      differences(value, actual[name], path ? `${path}.${name}` : name),
    );
  }
  return Object.is(expected, actual) || (expected === null && actual === undefined)
    ? []
    : [differs(path, expected, actual)];
};

const listDifferences = (expected: readonly unknown[], actual: readonly unknown[], path: string): string[] => {
  if (expected.length === 0) return actual.length === 0 ? [] : [differs(path, expected, actual)];
  if (expected.some(isObject))
    return expected.flatMap((value, index) => differences(value, actual[index], `${path}[${index}]`));
  const missing = expected.filter(value => !actual.some(other => Object.is(value, other)));
  return missing.length === 0 ? [] : [`${path}: ${show(missing)} is not in ${show(actual)}`];
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const differs = (path: string, expected: unknown, actual: unknown): string =>
  `${path || 'answer'}: expected ${show(expected)}, was ${show(actual)}`;
const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
