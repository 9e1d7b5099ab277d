import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { type Day, isDay } from '#kernel';

/** One thing that is asked, and what must come of it. */
export interface Step {
  /** `file:line`, for people. */
  readonly where: string;
  /** The recorded day. */
  readonly on: Day;
  /** Time of that day, `HH:MM`; a minute after the step before unless said. */
  readonly at?: string;
  readonly do: string;
  readonly with: Readonly<Record<string, unknown>>;
  /** Where the operation wants a scheme and the step names none. */
  readonly scheme?: string;
  /** Role that asks; one that may, unless said. */
  readonly as?: string;
  /** Answered as known at the end of this day; today unless said. */
  readonly knownOn?: Day;
  /** Idempotency key; one per step unless said. */
  readonly key?: string;
  /** Part of the answer. `{ refused: code }` expects a refusal. */
  readonly expect?: unknown;
}

export interface Scenario {
  readonly file: string;
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The file is not a scenario; each problem says where. */
export class NotAScenario extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super(`${file} is not a scenario:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
  }
}

interface RawStep {
  on?: string;
  at?: string;
  do: string;
  /** A file whose content is what is asked with; what `with` says takes its place. */
  from?: string;
  with?: Record<string, unknown>;
  as?: string;
  knownOn?: string;
  key?: string;
  expect?: unknown;
}
interface RawFile {
  scenario?: string;
  uses?: string | string[];
  scheme?: string;
  steps?: RawStep[];
}

const step = {
  type: 'object',
  required: ['do'],
  additionalProperties: false,
  properties: {
    on: { type: 'string' },
    at: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
    do: { type: 'string' },
    from: { type: 'string', minLength: 1 },
    knownOn: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    with: { type: 'object' },
    as: { type: 'string' },
    key: { type: 'string', minLength: 1, maxLength: 255 },
    expect: {},
  },
};
/** JSON Schema of a scenario file; docs/scenarios.md says it in words. */
export const scenarioSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    scenario: { type: 'string', minLength: 1 },
    uses: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    scheme: { type: 'string' },
    steps: { type: 'array', items: step },
  },
};
const validate = new Ajv({ allErrors: true }).compile<RawFile>(scenarioSchema);
const deepest = 10;

/** Reads a scenario with everything it uses. @throws NotAScenario */
export const readScenario = async (file: string): Promise<Scenario> => {
  const { name, steps } = await read(resolve(file), undefined, 0);
  if (!name) throw new NotAScenario(file, ['`scenario:` is missing: a sentence that says what is shown']);
  if (steps.length === 0) throw new NotAScenario(file, ['it has no steps']);
  return { file, name, steps };
};

const read = async (file: string, day: Day | undefined, depth: number): Promise<{ name?: string; steps: Step[] }> => {
  if (depth > deepest) throw new NotAScenario(file, ['files use each other in a circle']);
  const { content, lineOf } = await parsed(file);
  const used: Step[] = [];
  for (const other of [content.uses ?? []].flat()) {
    used.push(...(await read(resolve(dirname(file), other), day, depth + 1)).steps);
  }
  const bodies = await Promise.all((content.steps ?? []).map(raw => bodyOf(raw, file)));
  let current = used.at(-1)?.on ?? day;
  const own = (content.steps ?? []).map((raw, index): Step => {
    const where = `${file}:${lineOf(index)}`;
    if (raw.on !== undefined && !isDay(raw.on))
      throw new NotAScenario(file, [`line ${lineOf(index)}: on: ${raw.on} is not a day (YYYY-MM-DD)`]);
    current = raw.on ?? current;
    if (!current) throw new NotAScenario(file, [`line ${lineOf(index)}: the first step needs a day (on: YYYY-MM-DD)`]);
    return {
      where,
      on: current,
      at: raw.at,
      do: raw.do,
      with: bodies[index] ?? {},
      scheme: content.scheme,
      as: raw.as,
      knownOn: raw.knownOn,
      key: raw.key,
      expect: raw.expect,
    };
  });
  return { name: content.scenario, steps: [...used, ...own] };
};

/** What a step asks with: a file's content, and over it what the step says itself. */
const bodyOf = async ({ from, with: own = {} }: RawStep, file: string): Promise<Record<string, unknown>> => {
  if (from === undefined) return own;
  const other = resolve(dirname(file), from);
  const text = await readFile(other, 'utf8').catch(error => {
    throw new NotAScenario(file, [`${from} cannot be read (${(error as { code?: string }).code ?? 'error'})`]);
  });
  const document = parseDocument(text, { schema: 'core', merge: true });
  if (document.errors[0]) throw new NotAScenario(file, [`${from}: ${document.errors[0].message.split('\n')[0]!}`]);
  return { ...((document.toJS() ?? {}) as Record<string, unknown>), ...own };
};

const parsed = async (file: string): Promise<{ content: RawFile; lineOf: (step: number) => number }> => {
  const text = await readFile(file, 'utf8').catch(error => {
    throw new NotAScenario(file, [`it cannot be read (${(error as { code?: string }).code ?? 'error'})`]);
  });
  const lines = new LineCounter();
  // A day stays the text it is: YAML's own dates would turn it into an instant.
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', merge: true });
  if (document.errors.length > 0)
    throw new NotAScenario(
      file,
      document.errors.map(({ message }) => message.split('\n')[0]!),
    );
  const content = (document.toJS({ maxAliasCount: 100 }) ?? {}) as unknown;
  if (!validate(content)) {
    throw new NotAScenario(
      file,
      (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
      ),
    );
  }
  return { content, lineOf: index => lineAt(document.getIn(['steps', index], true), lines) };
};

const lineAt = (node: unknown, lines: LineCounter): number => {
  const range = (node as { range?: readonly number[] } | undefined)?.range;
  return range ? lines.linePos(range[0]!).line : 0;
};
