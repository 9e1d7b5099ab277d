/** What the parts of services have in common when they are put together. */
type Part = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * One description of several services: objects are united member by member, of everything else the first that says it
 * counts. Members are in the order of their names, so that the same parts always make the same whole.
 */
export const united = (parts: readonly unknown[]): unknown => {
  const objects = parts.filter(isObject);
  if (objects.length === 0) return parts.find(part => part !== undefined);
  const names = [...new Set(objects.flatMap(part => Object.keys(part)))];
  return Object.fromEntries(names.map(name => [name, united(objects.map(part => part[name]))]));
};

interface Readiness {
  readonly status: string;
  readonly dependencies: readonly { readonly name: string; readonly up: boolean }[];
}

/** Ready when every service is. What each needs is named with its context. */
export const readiness = (answers: ReadonlyMap<string, Readiness | undefined>): Readiness => {
  const all = [...answers];
  return {
    status: all.every(([, answer]) => answer?.status === 'ready') ? 'ready' : 'not-ready',
    dependencies: all.flatMap(([context, answer]) =>
      answer
        ? answer.dependencies.map(dependency => ({ ...dependency, name: `${context}: ${dependency.name}` }))
        : [{ name: context, up: false, note: 'no answer' }],
    ),
  };
};
