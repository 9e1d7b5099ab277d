/** Members of an answer that hold the pseudonymous id of a person, or several. */
const names = new Set(['person', 'persons', 'beneficiary', 'policyholder', 'subject']);
const isId = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(value);

/** Beyond that many the entry says so by `…` as the last. */
export const most_persons = 1_000;
const deepest = 8;

/**
 * Whose data something speaks of, as `scheme/person`: by the members that name people, each in the scheme said nearest
 * around it. An id that stands for no person does no harm: nobody asks by it.
 */
export const whomItConcerns = (scheme: string, ...spoken: readonly unknown[]): readonly string[] => {
  const found = new Set<string>();
  for (const one of spoken) collect(one, scheme, found, 0);
  const persons = [...found].sort();
  return persons.length > most_persons ? [...persons.slice(0, most_persons), '…'] : persons;
};

const concerned = new WeakMap<object, readonly string[]>();

/** A file, or an answer that names nobody, does not say by itself whose data is in it. */
export const concerning = <Answer extends object>(answer: Answer, persons: readonly string[]): Answer => {
  concerned.set(answer, persons);
  return answer;
};

export const concernedBy = (answer: unknown): readonly string[] =>
  typeof answer === 'object' && answer !== null ? (concerned.get(answer) ?? []) : [];

const collect = (value: unknown, scheme: string, found: Set<string>, depth: number): void => {
  if (typeof value !== 'object' || value === null || depth > deepest || found.size > most_persons) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, scheme, found, depth + 1);
    return;
  }
  const own = (value as { readonly scheme?: unknown }).scheme;
  const around = isId(own) ? own : scheme;
  for (const [name, member] of Object.entries(value)) {
    if (names.has(name))
      for (const id of Array.isArray(member) ? (member as unknown[]) : [member])
        if (isId(id)) found.add(`${around}/${id}`);
    collect(member, around, found, depth + 1);
  }
};
