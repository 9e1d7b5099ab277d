import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';

/**
 * Runs the pure specs of a context in one process, each mutant after the other: the sources are loaded once, and a
 * mutant is a number in a variable. A run of Jest for each would take a second or two; this takes milliseconds.
 */
class InProcess {
  #tests = [];
  /** What the changed sources ask which mutant is on, and tell what they met. */
  #switches = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    for (const spec of specsIn('dist/libs/benefits/src')) await import(pathToFileURL(spec).href);
    await import('./golden-history.mjs');
    for (const spec of propertiesIn('dist/libs/benefits/src')) await import(pathToFileURL(spec).href);
    const { collected } = await import(pathToFileURL(join(process.cwd(), 'infra/mutation/globals.mjs')).href);
    this.#tests = collected;
  }

  async dryRun() {
    const tests = [];
    for (const test of this.#tests) {
      this.#switches.currentTestId = test.name;
      tests.push(await run(test));
    }
    this.#switches.currentTestId = undefined;
    const { mutantCoverage = { static: {}, perTest: {} } } = this.#switches;
    return { status: DryRunStatus.Complete, tests, mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    Object.assign(this.#switches, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit });
    const wanted = testFilter ? this.#tests.filter(({ name }) => testFilter.includes(name)) : this.#tests;
    const tests = [];
    for (const test of wanted) {
      tests.push(await run(test));
      if (tests.at(-1).status === TestStatus.Failed) break;
    }
    const limited = determineHitLimitReached(this.#switches.hitCount, this.#switches.hitLimit);
    this.#switches.activeMutant = undefined;
    return toMutantRunResult(limited ?? { status: DryRunStatus.Complete, tests });
  }
}

const run = async ({ name, body }) => {
  const begun = performance.now();
  const test = { id: name, name };
  try {
    await body();
    return { ...test, status: TestStatus.Success, timeSpentMs: performance.now() - begun };
  } catch (error) {
    const failureMessage = error instanceof Error ? error.message : String(error);
    return { ...test, status: TestStatus.Failed, failureMessage, timeSpentMs: performance.now() - begun };
  }
};

/** Papers, routes and the guide are no rules. Properties come last, with few cases each: hundreds would take seconds. */
const apart = /guide\.spec\.js$|^http|^benefits\./;
const property = /\.properties\.spec\.js$/;

const specsIn = folder => specs(folder, name => !property.test(name));
const propertiesIn = folder => specs(folder, name => property.test(name));

const specs = (folder, wanted) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.spec.js') && !apart.test(name) && wanted(name))
    .sort()
    .map(name => join(process.cwd(), folder, name));

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcess)];
