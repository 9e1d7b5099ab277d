export * from './configuration.js';
export * from './context-parts.js';
export * from './health/health.js';
export { Metrics } from './health/metrics.js';
export * from './http/fields.js';
export { Operation, Public, type Bilingual, type OperationOptions } from './http/operation.js';
export { By, Caller, In } from './http/parameters.js';
export * from './http/paths.js';
export { ReadYourWrites } from './http/positions.js';
export { RequestRefused, type FieldError, type Problem } from './http/problem.js';
export { problemOf } from './http/problem-of.js';
export { RoutesRefused } from './http/routes.js';
export { validated } from './http/validation.js';
export { ForgetHere, forgetHere, ForgetHereHandler } from './forgetting/decide-forgotten.js';
export { forgottenDecider, forgottenStream } from './forgetting/forgotten.decider.js';
export { csvOf, type Cell } from './documents/csv.js';
export { pdfOf, type PdfDocument } from './documents/pdf.js';
export { approvalHeader } from './identity/approval.guard.js';
export * from './identity/caller.js';
export { DevIssuerRefused, mintDevToken, type DevTokenOptions } from './identity/dev-issuer.js';
export { maySee, Permissions } from './identity/permissions.js';
export { TokenRefused, TokenVerifier } from './identity/token-verifier.js';
export * from './serve.js';
export * from './webhooks/signature.js';
export { Signed, SignedRequest, VerifiedDelivery } from './webhooks/signed-request.js';
export { newWebhookSecret, NotAWebhookKey, publicHalf, verifyingKey } from './webhooks/webhook-keys.js';
export {
  allRoles,
  contextRoles,
  roleName,
  type Credentials,
  type Role as DatabaseRole,
} from './postgres/credentials.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './postgres/embedded-postgres.js';
export { migrate, type ContextMigrations, type Schema } from './postgres/migrate.js';
export { openDatabase, type OpenDatabase, type OpenOptions } from './postgres/open-database.js';
export { dropDatabase, prepareDatabase, type PrepareOptions } from './postgres/prepare-database.js';
export { DatabaseNotReady } from './postgres/roles.js';
export { EmbeddedPostgresFailed } from './postgres/server-binaries.js';
export * from './runtime/federation.js';
export { KeysOfStores, PersonalKeys } from './runtime/personal-keys.js';
export { KnownThen } from './runtime/known-then.js';
export { changeTransport, type ChangeOptions } from './runtime/change-transport.js';
export { assertMedium, type Medium, OtherTransport } from './runtime/medium.js';
export { run, runOrExplain, type RunOptions } from './runtime/run.js';
export { kafkaOptions, openTransport } from './runtime/transport.js';
export * from './runtime/stores.js';
export * from './payments/gsma-amount.js';
export * from './payments/gsma-payments.js';
export * from './payments/operator-simulator.js';
export * from './payments/operators.js';
export * from './payments/payment-settings.js';
export * from './payments/payments.js';
export * from './payments/sandbox-payments.js';
export { concernedBy, concerning } from './readings/whom-it-concerns.js';
export { MemoryReadings } from './readings/memory-readings.js';
export {
  beginning,
  type ChainChecked,
  chained,
  checkChain,
  type KeptReading,
  type Reading,
  Readings,
  type ReadingsWanted,
} from './readings/readings.js';
