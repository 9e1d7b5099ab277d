import { readFileSync } from 'node:fs';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables; keeps what is wrong with them for the end. An empty variable counts as absent. */
export class EnvironmentReader {
  readonly problems: string[] = [];
  constructor(private readonly environment: Environment) {}

  optional(name: string): string | undefined {
    return this.environment[name]?.trim() || undefined;
  }
  text(name: string, otherwise: string): string {
    return this.optional(name) ?? otherwise;
  }
  required(name: string, why: string): string {
    const value = this.optional(name);
    this.refuseIf(value === undefined, `${name} is missing: ${why}`);
    return value ?? '';
  }
  port(name: string, otherwise: number): number {
    return this.whole(name, otherwise, { from: 0, to: 65_535, what: 'a port' });
  }
  whole(name: string, otherwise: number, { from, to, what }: { from: number; to: number; what: string }): number {
    const text = this.text(name, String(otherwise));
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    this.refuseIf(!(value >= from && value <= to), `${name} is ${what} from ${from} to ${to}, not ${text}`);
    return value;
  }
  /** The first choice is the default. */
  oneOf<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice {
    const text = this.text(name, choices[0]);
    const chosen = choices.find(choice => choice === text);
    this.refuseIf(chosen === undefined, `${name} is one of ${[...new Set(choices)].join(', ')}, not ${text}`);
    return chosen ?? choices[0];
  }
  /** Separated by commas; empty when absent. */
  list(name: string): readonly string[] {
    return (this.optional(name) ?? '')
      .split(',')
      .map(item => item.trim())
      .filter(item => item !== '');
  }
  /** In the variable, or in the file that `<name>_FILE` names, as container platforms mount secrets. */
  secret(name: string): string | undefined {
    const [said, file] = [this.optional(name), this.optional(`${name}_FILE`)];
    this.refuseIf(said !== undefined && file !== undefined, `${name} and ${name}_FILE are both set`);
    return said ?? this.fileOf(`${name}_FILE`);
  }
  /** Content of the file a variable names. */
  fileOf(name: string): string | undefined {
    const file = this.optional(name);
    if (file === undefined) return undefined;
    try {
      return readFileSync(file, 'utf8').trim() || undefined;
    } catch (error) {
      this.refuseIf(true, `${name}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
      return undefined;
    }
  }
  /** The value is never quoted: an address may hold a password. */
  url(name: string, protocols: readonly string[], text = this.optional(name)): string | undefined {
    if (text === undefined) return undefined;
    const good = URL.canParse(text) && protocols.includes(new URL(text).protocol);
    this.refuseIf(!good, `${name} is not an address that starts with ${protocols.join('// or ')}//`);
    return good ? text : undefined;
  }
  refuseIf(wrong: boolean, problem: string): void {
    if (wrong) this.problems.push(problem);
  }
}
