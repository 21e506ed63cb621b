// What a suite of Jest's has: describe, test, hooks, functions that note their
// calls. What Exercism's suites leave out until it is asked for (xtest) is run.
// What makes and runs tests calls no method that the program could have replaced.
import process from 'node:process';

import { expect, isAssertion, refuse } from './jest_expect.mjs';
import {
  append, exec, lineIn, put, slice, split, textFrom,
} from './suite_methods.mjs';

const { Error, Promise, String } = globalThis;
const { apply, defineProperty } = Reflect;
const noHooks = () => (
  { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] });
const root = { name: '', parent: null, hooks: noHooks(), begun: false };
let around = root;
const tests = [];

function fullName(group, name) {
  let full = '';
  const groups = chain(group);
  for (let i = 0; i < groups.length; ++i) {
    if (groups[i].name !== '') full += groups[i].name + (name === '' ? '' : ' › ');
  }
  return full + name;
}

// From the outermost to the innermost.
function chain(group) {
  if (group === null) return [];
  const groups = chain(group.parent);
  append(groups, group);
  return groups;
}

// The text with what is made of each that is found; the pattern has the flag g.
function replaced(text, pattern, make) {
  let made = '';
  let end = 0;
  pattern.lastIndex = 0;
  for (let found; (found = exec(pattern, text)) !== null; end = pattern.lastIndex) {
    made += textFrom(text, end, found.index) + make(found[0], found[1]);
  }
  return made + textFrom(text, end);
}

// printf as in names of `each`.
function named(name, row, index) {
  let next = 0;
  const text = replaced(String(name), /%([sdifjop#%])/g, (all, kind) => {
    if (kind === '%') return '%';
    if (kind === '#') return String(index);
    const value = row[next++];
    return kind === 'j' || kind === 'o' || kind === 'p'
      ? JSON.stringify(value)
      : String(value);
  });
  return replaced(text, /\$(#|\w+(?:\.\w+)*)/g, (all, path) => {
    if (path === '#') return String(index);
    let value = row.length === 1 ? row[0] : undefined;
    const keys = split(path, '.');
    for (let i = 0; i < keys.length; ++i) {
      if (value === null || typeof value !== 'object' || !(keys[i] in value)) return all;
      value = value[keys[i]];
    }
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
}

// Those of a table that is written as a template, its names in the first line.
function rowsOf(texts, values) {
  const names = split(replaced(texts[0], /(\s+)/g, () => ''), '|');
  if (values.length % names.length !== 0) {
    throw new Error(`a table of ${names.length} columns has ${values.length} values`);
  }
  const rows = [];
  for (let i = 0; i < values.length; ++i) {
    if (i % names.length === 0) append(rows, {});
    put(rows[rows.length - 1], names[i % names.length], values[i]);
  }
  return rows;
}

const withValues = (body, values) => (body.length <= values.length
  ? () => apply(body, undefined, values)
  : (done) => {
    const all = slice(values);
    append(all, done);
    return apply(body, undefined, all);
  });

const each = (make) => (table, ...inTemplate) => (name, body) => {
  if (!Array.isArray(table)) throw new Error('each takes an array, or a template');
  const rows = table.raw === undefined ? table : rowsOf(table, inTemplate);
  for (let i = 0; i < rows.length; ++i) {
    const values = Array.isArray(rows[i]) ? rows[i] : [rows[i]];
    make(named(name, values, i), withValues(body, values));
  }
};

function addGroup(name, body) {
  const group = { name: String(name?.name ?? name), parent: around, hooks: noHooks(), begun: false };
  around = group;
  try {
    body();
  } finally {
    around = group.parent;
  }
}

function addTest(name, body) {
  append(tests, {
    group: around,
    name: String(name?.name ?? name),
    body,
    where: new Error().stack,
  });
}

const variants = (add) => {
  const one = (name, body) => add(name, body);
  one.only = one.skip = one.concurrent = one;
  one.each = each(add);
  return one;
};

export const describe = variants(addGroup);
export const test = variants(addTest);
test.failing = variants((name, body) => addTest(name, async () => {
  try {
    await run(body);
  } catch {
    return;
  }
  refuse('it was expected to fail, and did not');
}));
test.todo = () => {};
export const it = test;
export const xtest = test;
export const xit = test;
export const fit = test;
export const xdescribe = describe;
export const fdescribe = describe;

const hook = (kind) => (body) => {
  append(around.hooks[kind], body);
};
export const beforeAll = hook('beforeAll');
export const afterAll = hook('afterAll');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');
export { expect, isAssertion };

function mock(implementation) {
  const calls = [];
  const results = [];
  let once = [];
  const called = function (...args) {
    append(calls, args);
    const run = once.length > 0 ? once.shift() : implementation;
    try {
      const value = run === undefined ? undefined : apply(run, this, args);
      append(results, { type: 'return', value });
      return value;
    } catch (error) {
      append(results, { type: 'throw', value: error });
      throw error;
    }
  };
  const noted = { calls, results };
  defineProperty(noted, 'lastCall', {
    __proto__: null, enumerable: true, get: () => calls[calls.length - 1],
  });
  defineProperty(called, 'mock', { __proto__: null, value: noted });
  called.mockImplementation = (run) => ((implementation = run), called);
  called.mockImplementationOnce = (run) => (once.push(run), called);
  called.mockReturnValue = (value) => called.mockImplementation(() => value);
  called.mockReturnValueOnce = (value) =>
    called.mockImplementationOnce(() => value);
  called.mockReturnThis = () => called.mockImplementation(function () { return this; });
  called.mockResolvedValue = (value) =>
    called.mockImplementation(async () => value);
  called.mockResolvedValueOnce = (value) =>
    called.mockImplementationOnce(async () => value);
  called.mockRejectedValue = (value) =>
    called.mockImplementation(async () => { throw value; });
  called.mockRejectedValueOnce = (value) =>
    called.mockImplementationOnce(async () => { throw value; });
  called.mockName = () => called;
  called.mockRestore = () => called.mockReset();
  called.mockClear = () => ((calls.length = results.length = 0), called);
  called.mockReset = () => {
    implementation = undefined;
    once = [];
    return called.mockClear();
  };
  mocks.push(called);
  return called;
}

const mocks = [];
const spies = [];
export const jest = {
  fn: mock,
  spyOn(object, name, accessor) {
    const original = object[name];
    if (accessor !== undefined || typeof original !== 'function') {
      throw new Error(`spyOn: ${String(name)} is no method, and others are not there`);
    }
    const spy = mock(original);
    spy.mockRestore = () => {
      object[name] = original;
    };
    spies.push(spy);
    object[name] = spy;
    return spy;
  },
  isMockFunction: (value) => mocks.includes(value),
  clearAllMocks: () => (mocks.forEach((one) => one.mockClear()), jest),
  resetAllMocks: () => (mocks.forEach((one) => one.mockReset()), jest),
  restoreAllMocks: () => (spies.splice(0).forEach((one) => one.mockRestore()), jest),
  setTimeout: () => jest,
};
// What a suite has under its name, or without importing it.
export const forSuite = {
  describe, test, it, xtest, xit, fit, xdescribe, fdescribe, beforeAll, afterAll,
  beforeEach, afterEach, expect, jest,
};

// What a body of the old form calls when it is done.
function run(body) {
  if (typeof body !== 'function') return undefined;
  if (body.length === 0) return body();
  return new Promise((resolve, reject) => {
    const done = (error) => (error ? reject(error) : resolve());
    done.fail = (error) => reject(error ?? new Error('done.fail was called'));
    Promise.resolve(body(done)).then(undefined, reject);
  });
}

// Ends what is running where something is thrown that nobody waits for.
let uncaught = null;
process.on('uncaughtException', (error) => {
  if (uncaught !== null) return uncaught(error);
  console.error(error);
  return process.exit(1);
});

const runToTheEnd = (body) => new Promise((resolve, reject) => {
  uncaught = reject;
  (async () => {
    try {
      await run(body);
      resolve();
    } catch (error) {
      reject(error);
    }
  })();
});

// All tests, each with its name, which no two have, and its line in the suite.
export function collected(suite) {
  const times = { __proto__: null };
  const all = [];
  for (let i = 0; i < tests.length; ++i) {
    const one = tests[i];
    const name = fullName(one.group, one.name);
    times[name] = (times[name] ?? 0) + 1;
    let task = null;
    const groups = chain(one.group);
    for (let k = 0; k < groups.length && task === null; ++k) {
      task = exec(/^(?:Task|\[task) (\d+)/i, groups[k].name);
    }
    append(all, {
      group: one.group,
      name: one.name,
      body: one.body,
      id: times[name] === 1 ? name : `${name} (${times[name]})`,
      line: lineIn(one.where, suite),
      task: task === null ? 0 : +task[1],
    });
  }
  return all;
}

// What it fails with, or undefined.
export async function runTest(one) {
  const groups = chain(one.group);
  let failure;
  const attempt = async (body) => {
    try {
      await runToTheEnd(body);
    } catch (error) {
      failure ??= error ?? new Error('something was thrown that is nothing');
    }
  };
  const attemptAll = async (hooks) => {
    for (let i = 0; i < hooks.length; ++i) await attempt(hooks[i]);
  };
  const before = expect.assertionsSeen();
  for (let i = 0; i < groups.length; ++i) {
    const group = groups[i];
    if (group.begun) continue;
    group.begun = true;
    await attemptAll(group.hooks.beforeAll);
  }
  for (let i = 0; i < groups.length; ++i) await attemptAll(groups[i].hooks.beforeEach);
  if (failure === undefined) await attempt(one.body);
  for (let i = groups.length; i-- > 0; ) await attemptAll(groups[i].hooks.afterEach);
  const wrong = expect.takeExpectedCount(expect.assertionsSeen() - before);
  return failure ?? wrong;
}
