import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, type ValidationArguments } from 'class-validator';

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Fields = Readonly<Record<string, unknown>>;
type Dto = new () => object;
/** True: sound for certain. False: class-validator is to look, and to say what is wrong. */
type Check = (object: Fields, value: unknown) => boolean;

/**
 * Whether a DTO is what its class-validator decorators ask for, with no field beside. Nearly everything that is sent
 * is, and class-validator spends its time on preparing to say what is not: this asks the same checks in a row and stops
 * at the first no. It never says yes where class-validator says no; what it does not know how to ask, it leaves to it.
 */
export const isSound = (object: object): boolean => {
  const dto = (Object.getPrototypeOf(object) as { constructor?: unknown } | null)?.constructor;
  return typeof dto === 'function' && soundnessOf(dto as Dto)(object as Fields);
};

/**
 * The same of what JSON was read into, before class-transformer makes a DTO of it: true where that would make the same
 * fields of it. Never where a field is to become something else (`@Type(() => Number)`).
 */
export const isSoundAs = (dto: Dto, plain: object): boolean => {
  let asked = plainSoundness.get(dto);
  if (!asked) plainSoundness.set(dto, (asked = leavesAllAsItIs(dto) ? soundnessOf(dto) : () => false));
  return asked(plain as Fields);
};

const soundness = new WeakMap<object, (object: Fields) => boolean>();
const plainSoundness = new WeakMap<object, (object: Fields) => boolean>();

const soundnessOf = (dto: Dto): ((object: Fields) => boolean) => {
  let known = soundness.get(dto);
  if (!known) soundness.set(dto, (known = makeSoundness(dto)));
  return known;
};

const makeSoundness = (dto: Dto): ((object: Fields) => boolean) => {
  const rules = rulesOf(dto);
  const checks = [...rules].map(([property, own]) => [property, checkOf(own, nestedIn(dto, property, own))] as const);
  // Of a class without rules, nothing can be said.
  if (checks.length === 0) return () => false;
  return object => {
    for (const name of Object.keys(object)) if (!rules.has(name)) return false;
    for (const [property, check] of checks) if (!check(object, object[property])) return false;
    return true;
  };
};

const rulesOf = (dto: Dto): Map<string, Rule[]> => {
  const rules = new Map<string, Rule[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false))
    rules.set(rule.propertyName, [...(rules.get(rule.propertyName) ?? []), rule]);
  return rules;
};

const isNested = ({ type }: Rule): boolean => type === 'nestedValidation';

/** The class `@Type` gives a nested property: class-transformer is asked to make one. */
const nestedIn = (dto: Dto, property: string, rules: readonly Rule[]): Dto | undefined => {
  if (!rules.some(isNested)) return undefined;
  const made = (plainToInstance(dto, { [property]: [{}] }) as Record<string, unknown[]>)[property]?.[0];
  const found = (made as object | undefined)?.constructor;
  return found === Object ? undefined : (found as Dto | undefined);
};

/** Values of every kind that JSON has, none of which a transformation leaves alone that does anything to its kind. */
const probes: readonly unknown[] = [' Aé7 ', '7', '', 7, 0.5, true, false, null];

const leavesAllAsItIs = (dto: Dto): boolean =>
  [...rulesOf(dto)].every(([property, rules]) => {
    const within = nestedIn(dto, property, rules);
    if (rules.some(isNested)) return within !== undefined && leavesAllAsItIs(within);
    return probes.every(probe => {
      const made = plainToInstance(dto, { [property]: probe }) as Record<string, unknown>;
      return Object.entries(made).every(([name, value]) => value === (name === property ? probe : undefined));
    });
  });

const checkOf = (rules: readonly Rule[], within: Dto | undefined): Check => {
  const conditions = rules.filter(({ type }) => type === 'conditionalValidation').map(asked => conditionOf(asked));
  const checks = rules
    .filter(({ type }) => type !== 'conditionalValidation')
    .flatMap(asked => checksOfRule(asked, within));
  return (object, value) => {
    for (const condition of conditions) if (!condition(object, value)) return true;
    for (const check of checks) if (!check(object, value)) return false;
    return true;
  };
};

const conditionOf = ({ constraints }: Rule): Check => constraints[0] as Check;

const checksOfRule = (rule: Rule, within: Dto | undefined): Check[] => {
  if (rule.type === 'whitelistValidation') return [];
  if (isNested(rule)) return [nestedAs(within)];
  return rule.type === 'customValidation' && !rule.each && !rule.validateIf ? customOf(rule) : [() => false];
};

/** A check that answers later is not a yes. */
const customOf = ({ constraintCls, constraints, propertyName: property, target }: Rule): Check[] => {
  const targetName = typeof target === 'string' ? target : target.name;
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ instance }) => (object, value) => {
      const asked: ValidationArguments = { targetName, property, object, value, constraints };
      return instance.validate(value, asked) === true;
    });
};

/** What a list holds is asked as if it stood alone. */
const nestedAs = (within: Dto | undefined): Check => {
  const check: Check = (list, value) => {
    if (value === undefined) return true;
    if (Array.isArray(value)) return value.every(item => check(list, item));
    if (typeof value !== 'object' || value === null) return false;
    // Not made into its class yet, or made by hand of another one.
    return within && Object.getPrototypeOf(value) === Object.prototype
      ? soundnessOf(within)(value as Fields)
      : isSound(value);
  };
  return check;
};
