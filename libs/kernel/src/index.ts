export * from './band.js';
export * from './clock.js';
export * from './day.js';
export * from './decider.js';
export * from './event.js';
export * from './money.js';
export * from './upcast.js';
