import { expect } from 'expect';

/** What specs ask of Jest, without Jest: they are collected here and run by `runner.mjs`, in this same process. */
export const collected = [];
let path = [];

const named = name => [...path, name].join(' › ');

export const describe = (name, body) => {
  path = [...path, name];
  body();
  path = path.slice(0, -1);
};

export const test = (name, body) => collected.push({ name: `${named(name)} (${collected.length})`, body });

test.each = table => (name, body) => {
  for (const row of table) test(name, () => (Array.isArray(row) ? body(...row) : body(row)));
};

export const it = test;
export { expect };
