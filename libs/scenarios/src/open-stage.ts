import type { Instant } from '#kernel';
import type { Role, Stores } from '#platform';
import type { HttpClient } from './http-client.js';
import type { Stage } from './run-scenario.js';

/** A stage whose back is open: for tests that ask as anybody could, and look at what was kept, said and logged. */
export interface OpenStage extends Stage {
  /** The application's own OpenAPI document. */
  readonly description: unknown;
  /** Where the application listens. */
  readonly url: string;
  /** What this scenario's application works on. */
  readonly stores: Stores;
  /** Clears the stage for the next scenario. */
  fresh(): Promise<void>;
  /** Puts the clock, for what follows from requests. */
  moveTo(instant: Instant): void;
  /** A request as anybody could send it. */
  send(method: string, url: string, headers: Record<string, string>, body?: string): ReturnType<HttpClient['ask']>;
  /** A token of the development issuer for these schemes alone. */
  tokenFor(role: Role, schemes: readonly string[], provider?: string, funder?: string): Promise<string>;
  /** The header by which that person approves what somebody else asks. */
  approvalOf(person: string): Promise<Record<string, string>>;
  /** The application keeps nothing in memory that it could read again. */
  forget(): Promise<void>;
  close(): Promise<void>;
}
