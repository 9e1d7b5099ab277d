export * from './differences.js';
export * from './operations.js';
export * from './run-scenario.js';
export * from './scenario-file.js';
export * from './http-client.js';
export * from './local-stage.js';
