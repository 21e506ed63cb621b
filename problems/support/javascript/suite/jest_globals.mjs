// What a suite of Jest's has: describe, test, hooks, functions that note their
// calls. What Exercism's suites leave out until it is asked for (xtest) is run.
import { expect, isAssertion } from './jest_expect.mjs';

const root = { name: '', parent: null, hooks: {} };
let around = root;
const tests = [];

const fullName = (group, name) =>
  [...chain(group).map((one) => one.name), name].filter(Boolean).join(' › ');

// From the outermost to the innermost.
function chain(group) {
  const groups = [];
  for (let one = group; one !== null; one = one.parent) groups.unshift(one);
  return groups;
}

// printf as in names of `each`.
function named(name, row, index) {
  let next = 0;
  const text = String(name).replace(/%([sdifjop#%])/g, (all, kind) => {
    if (kind === '%') return '%';
    if (kind === '#') return String(index);
    const value = row[next++];
    return kind === 'j' || kind === 'o' || kind === 'p'
      ? JSON.stringify(value)
      : String(value);
  });
  return text.replace(/\$(\w+)/g, (all, key) =>
    row.length === 1 && row[0] !== null && typeof row[0] === 'object' && key in row[0]
      ? String(row[0][key])
      : all,
  );
}

const each = (make) => (table) => (name, body, ...rest) =>
  table.forEach((row, index) => {
    const values = Array.isArray(row) ? row : [row];
    make(named(name, values, index), () => body(...values), ...rest);
  });

function addGroup(name, body) {
  const group = { name: String(name?.name ?? name), parent: around, hooks: {} };
  around = group;
  try {
    body();
  } finally {
    around = group.parent;
  }
}

function addTest(name, body) {
  tests.push({
    group: around,
    name: String(name?.name ?? name),
    body,
    where: new Error().stack,
  });
}

const variants = (add) => {
  const one = (...args) => add(...args);
  one.only = one.skip = one.concurrent = one.failing = one;
  one.each = each(add);
  return one;
};

export const describe = variants(addGroup);
export const test = variants(addTest);
test.todo = () => {};
export const it = test;
export const xtest = test;
export const xit = test;
export const fit = test;
export const xdescribe = describe;
export const fdescribe = describe;

const hook = (kind) => (body) => {
  (around.hooks[kind] ??= []).push(body);
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
    calls.push(args);
    const run = once.length > 0 ? once.shift() : implementation;
    const value = run?.apply(this, args);
    results.push({ type: 'return', value });
    return value;
  };
  called.mock = { calls, results };
  called.mockImplementation = (run) => ((implementation = run), called);
  called.mockImplementationOnce = (run) => (once.push(run), called);
  called.mockReturnValue = (value) => called.mockImplementation(() => value);
  called.mockReturnValueOnce = (value) =>
    called.mockImplementationOnce(() => value);
  called.mockResolvedValue = (value) =>
    called.mockImplementation(async () => value);
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
  spyOn(object, name) {
    const original = object[name];
    const spy = mock(original);
    spy.mockRestore = () => {
      object[name] = original;
    };
    spies.push(spy);
    object[name] = spy;
    return spy;
  },
  clearAllMocks: () => mocks.forEach((one) => one.mockClear()),
  resetAllMocks: () => mocks.forEach((one) => one.mockReset()),
  restoreAllMocks: () => spies.splice(0).forEach((one) => one.mockRestore()),
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
    Promise.resolve(body(done)).catch(reject);
  });
}

// All tests, each with its name, which no two have, and its line in the suite.
export function collected(suite) {
  const seen = new Map();
  return tests.map((one) => {
    const name = fullName(one.group, one.name);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const at = one.where.split('\n').find((line) => line.includes(suite + ':'));
    const task = chain(one.group)
      .map((group) => /^(?:Task|\[task) (\d+)/i.exec(group.name)?.[1])
      .find(Boolean);
    return {
      ...one,
      id: count === 1 ? name : `${name} (${count})`,
      line: at ? parseInt(at.split(suite + ':')[1], 10) : 0,
      task: task ? parseInt(task, 10) : 0,
    };
  });
}

const begun = new Set();

// What it fails with, or undefined.
export async function runTest(one) {
  const groups = chain(one.group);
  let failure;
  const attempt = async (body) => {
    try {
      await run(body);
    } catch (error) {
      failure ??= error ?? new Error('something was thrown that is nothing');
    }
  };
  const before = expect.assertionsSeen();
  for (const group of groups) {
    if (!begun.has(group)) {
      begun.add(group);
      for (const body of group.hooks.beforeAll ?? []) await attempt(body);
    }
  }
  for (const group of groups) {
    for (const body of group.hooks.beforeEach ?? []) await attempt(body);
  }
  if (failure === undefined) await attempt(one.body);
  for (const group of groups.reverse()) {
    for (const body of group.hooks.afterEach ?? []) await attempt(body);
  }
  const wrong = expect.takeExpectedCount(expect.assertionsSeen() - before);
  return failure ?? wrong;
}
