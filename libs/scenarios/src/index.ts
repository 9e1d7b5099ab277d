export * from './differences.js';
export * from './operations.js';
export * from './run-scenario.js';
export * from './scenario-file.js';
export * from './http-client.js';
export * from './local-stage.js';
export * from './open-stage.js';
export * from './remote-stage.js';
