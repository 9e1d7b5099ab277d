import 'reflect-metadata';
import asyncApiSchemas from '@asyncapi/specs';
import { describe, expect, test } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import { closed, type Contract, describeMessages, type JsonSchema } from '#messaging';
import { contexts } from '../../apps/cli/src/contexts.js';
import { declaredContracts } from '../docs/sources.js';
import { readSamples, type Sample } from './samples.js';
import { shapesIn, shapesOf } from './shapes.js';

const contracts: readonly Contract[] = contexts.flatMap(context => context.contracts?.messages ?? []);
const samples = new Map(readSamples().map(({ type, samples: of }) => [type, of]));

/** Promised, and never said so far: who listens must be ready for it. */
const promised: Readonly<Record<string, readonly string[]>> = {};

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
const compile = (schema: JsonSchema): ValidateFunction =>
  new Ajv({ strict: true, allErrors: true, formats: { date: isDay } }).compile(schema);

/** What of recorded samples a schema would no longer allow. */
const broken = (schema: JsonSchema, recorded: readonly Sample[]): string[] => {
  const validate = compile(closed(schema));
  return recorded.flatMap(({ data }) =>
    validate(data) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
  );
};

describe('contracts', () => {
  test('each that is declared is described, with a schema, and no other', () => {
    const declared = declaredContracts().map(({ name }) => name);
    expect(contracts.map(({ type }) => type).sort()).toEqual(declared.sort());
  });

  test('each context that tells others anything describes its own', () => {
    for (const { shard, contracts: own, publications } of contexts) {
      if (publications.length === 0) continue;
      expect(own?.context).toBe(shard);
      for (const { type } of own!.messages) expect(type).toMatch(new RegExp(`^${shard}\\.[a-z-]+\\.v\\d+$`));
    }
  });

  test('the whole is an AsyncAPI 3.0 document, by AsyncAPI’s own schema', () => {
    const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, validateFormats: false });
    const validate = ajv.compile(asyncApiSchemas.schemas['3.0.0'] as object);
    const document = describeMessages(
      contexts.flatMap(context => context.contracts ?? []),
      contexts.flatMap(({ inboxes }) => inboxes),
    );
    validate(JSON.parse(JSON.stringify(document)));
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...document, channels: { membership: { address: 12 } } })).toBe(false);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    const found = (path: string): unknown =>
      path.split('/').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
    expect(references.filter(path => found(path) === undefined)).toEqual([]);
  });

  test('every inbox listens to contracts that exist', () => {
    const known = contracts.map(({ type }) => type);
    const heard = contexts.flatMap(({ inboxes }) => inboxes.flatMap(({ on }) => Object.keys(on)));
    expect(heard.filter(type => !known.includes(type))).toEqual([]);
  });
});

describe.each(contracts.map(contract => [contract.type, contract] as const))('%s', (type, { data }) => {
  const recorded = samples.get(type) ?? [];

  test('what was once said is still described, field by field', () => {
    expect(recorded.length).toBeGreaterThan(0);
    expect(broken(data, recorded)).toEqual([]);
  });

  test('each field, and each thing it may hold, was once said', () => {
    const shown = new Set(recorded.flatMap(({ data: said }) => shapesIn(said)));
    expect(shapesOf(data).filter(shape => !shown.has(shape))).toEqual(promised[type] ?? []);
  });
});

describe('a change that would break who listens is noticed', () => {
  const { data } = contracts.find(({ type }) => type === 'benefits.claim-decided.v1')!;
  const recorded = samples.get('benefits.claim-decided.v1')!;
  const { schemeShare: _, ...others } = data.properties!;
  const without = (name: string): string[] => data.required!.filter(field => field !== name);

  test('a field that is removed', () => {
    const removed = { ...data, properties: others, required: without('schemeShare') };
    expect(broken(removed, recorded)).toContain(' must NOT have additional properties');
  });
  test('a field that is renamed', () => {
    const renamed = {
      ...data,
      properties: { ...others, paid: data.properties!['schemeShare']! },
      required: [...without('schemeShare'), 'paid'],
    };
    expect(broken(renamed, recorded)).toContain(" must have required property 'paid'");
  });
  test('a field that holds something else', () => {
    const retyped = { ...data, properties: { ...others, schemeShare: { type: 'string' } } };
    expect(broken(retyped, recorded)).toContain('/schemeShare must be string');
  });
  test('a value that is no longer said', () => {
    const narrowed = { ...data, properties: { ...data.properties, status: { type: 'string', enum: ['approved'] } } };
    expect(broken(narrowed, recorded)).toContain('/status must be equal to one of the allowed values');
  });
  test('a new field that must be there: what lies on the topic has it not', () => {
    const more = {
      ...data,
      properties: { ...data.properties, net: { type: 'integer' } },
      required: [...data.required!, 'net'],
    };
    expect(broken(more, recorded)).toContain(" must have required property 'net'");
  });
  test('but not a new field that may be there', () => {
    expect(broken({ ...data, properties: { ...data.properties, net: { type: 'integer' } } }, recorded)).toEqual([]);
  });
});
