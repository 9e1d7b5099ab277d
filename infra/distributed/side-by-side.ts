import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from './services.js';

const ready_ms = 60_000;
const look_ms = 25;

/** Programs that run at the same time for a test, in whatever processes. */
export abstract class SideBySide {
  abstract start(): Promise<void>;
  /** Asks them to stop, and waits until they have. @throws Error naming one that does not, or ends badly. */
  abstract stop(): Promise<void>;
  /** Lines of all of them since they were made. */
  abstract said(): Promise<string>;
  /** One that ended by itself, if one did. */
  protected abstract ended(): Program | undefined;
  protected abstract lastWords(program?: Program): Promise<string>;

  /** Waits until each of them is ready at its address. @throws Error with the last words of one that ended. */
  async ready(urls: readonly string[]): Promise<void> {
    const deadline = performance.now() + ready_ms;
    await Promise.all(urls.map(url => this.readyAt(url, deadline)));
  }

  private async readyAt(url: string, deadline: number): Promise<void> {
    while (!(await isReady(url))) {
      const ended = this.ended();
      if (ended || performance.now() > deadline) throw new Error(`not ready: ${await this.lastWords(ended)}`);
      await pause(look_ms);
    }
  }
}

/** Nothing of the caller's own federation, database or production may get into a program. */
export const environmentOf = ({ env }: Program): Record<string, string> => {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, TZ: 'UTC', ...env };
};

/** The end of what a program said, under its name. */
export const endOf = ({ name }: Program, text: string): string => `${name}\n${text.slice(-2_000)}`;

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    async answer => {
      await answer.body?.cancel();
      return answer.ok;
    },
    () => false,
  );
