/** JSON Schema as AsyncAPI 3.0 understands it (draft 7). */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

/** A schema that describes values of a type: the compiler refuses one that describes another. */
export interface Schema<Value = unknown> {
  readonly json: JsonSchema;
  readonly mayBeAbsent?: true;
  /** Never there: it ties the schema to its type. */
  readonly of?: Value;
}

const plain = <Value>(json: JsonSchema): Schema<Value> => ({ json });

export const text = plain<string>({ type: 'string', minLength: 1 });
/** Pseudonymous: it names somebody or something, and tells nothing of them. */
export const id = plain<string>({ type: 'string', minLength: 1, description: 'Pseudonymous id' });
export const day = plain<string>({ type: 'string', format: 'date', description: 'Day in the scheme’s calendar' });
export const count = plain<number>({ type: 'integer', minimum: 0 });
export const minorUnits = plain<number>({ type: 'integer', description: 'Minor units of the currency' });
export const flag = plain<boolean>({ type: 'boolean' });

export const oneOf = <const Values extends readonly string[]>(...values: Values): Schema<Values[number]> =>
  plain({ type: 'string', enum: values });

export const listOf = <Value>({ json }: Schema<Value>): Schema<readonly Value[]> =>
  plain({ type: 'array', items: json });

export const orNull = <Value>({ json }: Schema<Value>): Schema<Value | null> =>
  plain({ anyOf: [json, { type: 'null' }] });

/** The property may be left out: who adds one to a contract that is in use adds it so. */
export const optional = <Value>({ json }: Schema<Value>): Schema<Value | undefined> => ({ json, mayBeAbsent: true });

export const described = <Value>(description: string, { json, ...rest }: Schema<Value>): Schema<Value> => ({
  ...rest,
  json: { ...json, description },
});

type Properties<Value> = { readonly [Key in keyof Value]-?: Schema<Value[Key]> };

/** Every property of the type, and no other. Readers ignore what they don't know, so more may come. */
export const record = <Value extends object>(properties: Properties<Value>): Schema<Value> => {
  const entries = Object.entries<Schema>(properties);
  return plain({
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, { json }]) => [name, json])),
    required: entries.filter(([, { mayBeAbsent }]) => !mayBeAbsent).map(([name]) => name),
  });
};

/** The same schema, for what we say ourselves: nothing is said that is not described. */
export const closed = (schema: JsonSchema): JsonSchema => ({
  ...schema,
  ...(schema.items ? { items: closed(schema.items) } : {}),
  ...(schema.anyOf ? { anyOf: schema.anyOf.map(closed) } : {}),
  ...(schema.properties
    ? {
        properties: Object.fromEntries(Object.entries(schema.properties).map(([name, of]) => [name, closed(of)])),
        additionalProperties: false,
      }
    : {}),
});
