import { getMetadataStorage, type ValidationArguments } from 'class-validator';

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Fields = Readonly<Record<string, unknown>>;
/** True: sound for certain. False: class-validator is to look, and to say what is wrong. */
type Check = (object: Fields, value: unknown) => boolean;

/**
 * Whether a DTO is what its class-validator decorators ask for, with no field beside. Nearly everything that is sent
 * is, and class-validator spends its time on preparing to say what is not: this asks the same checks in a row and stops
 * at the first no. It never says yes where class-validator says no; what it does not know how to ask, it leaves to it.
 */
export const isSound = (object: object): boolean => {
  const dto = (Object.getPrototypeOf(object) as { constructor?: unknown } | null)?.constructor;
  if (typeof dto !== 'function') return false;
  let known = soundness.get(dto);
  if (!known) soundness.set(dto, (known = soundnessOf(dto)));
  return known(object as Fields);
};

const soundness = new WeakMap<object, (object: Fields) => boolean>();

const soundnessOf = (dto: object): ((object: Fields) => boolean) => {
  const rules = new Map<string, Rule[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(dto as never, '', false, false))
    rules.set(rule.propertyName, [...(rules.get(rule.propertyName) ?? []), rule]);
  const checks = [...rules].map(([property, own]) => [property, checkOf(own)] as const);
  // Of a class without rules, nothing can be said.
  if (checks.length === 0) return () => false;
  return object => {
    for (const name of Object.keys(object)) if (!rules.has(name)) return false;
    for (const [property, check] of checks) if (!check(object, object[property])) return false;
    return true;
  };
};

const checkOf = (rules: readonly Rule[]): Check => {
  const conditions = rules.filter(({ type }) => type === 'conditionalValidation').map(asked => conditionOf(asked));
  const checks = rules.filter(({ type }) => type !== 'conditionalValidation').flatMap(asked => checksOfRule(asked));
  return (object, value) => {
    for (const condition of conditions) if (!condition(object, value)) return true;
    for (const check of checks) if (!check(object, value)) return false;
    return true;
  };
};

const conditionOf = ({ constraints }: Rule): Check => constraints[0] as Check;

const checksOfRule = (rule: Rule): Check[] => {
  if (rule.type === 'whitelistValidation') return [];
  if (rule.type === 'nestedValidation') return [nested];
  return rule.type === 'customValidation' && !rule.each && !rule.validateIf ? customOf(rule) : [() => false];
};

/** A check that answers later is not a yes. */
const customOf = ({ constraintCls, constraints, propertyName: property }: Rule): Check[] =>
  getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ instance }) => (object, value) => {
      const asked: ValidationArguments = { targetName: object.constructor.name, property, object, value, constraints };
      return instance.validate(value, asked) === true;
    });

/** What a list holds is asked as if it stood alone. */
const nested: Check = (list, value) => {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.every(item => nested(list, item));
  return typeof value === 'object' && value !== null && isSound(value);
};
