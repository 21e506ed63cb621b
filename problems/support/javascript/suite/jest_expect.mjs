// expect() of Jest's, as far as suites of exercises use it.
import { inspect } from 'node:util';

const show = (value) =>
  inspect(value, { depth: 6, breakLength: 72, maxArrayLength: 50 }).slice(0, 2000);

class AssertionFailed extends Error {}

export const isAssertion = (error) => error instanceof AssertionFailed;

class Matching {
  constructor(matches, text) {
    this.matches = matches;
    this[inspect.custom] = () => text;
  }
}

const isObject = (value) => value !== null && typeof value === 'object';

// By Jest's rules: toEqual leaves out what is undefined, toStrictEqual does not,
// and wants the same class.
function equal(a, b, strict, seen = []) {
  if (b instanceof Matching) return b.matches(a);
  if (a instanceof Matching) return a.matches(b);
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (seen.some(([x, y]) => x === a && y === b)) return true;
  const inside = [...seen, [a, b]];
  const same = (x, y) => equal(x, y, strict, inside);
  const kind = Object.prototype.toString.call(a);
  if (kind !== Object.prototype.toString.call(b)) return false;
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Error) return a.message === b.message && a.name === b.name;
  if (a instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp) return String(a) === String(b);
  if (kind === '[object Number]' || kind === '[object String]' ||
      kind === '[object Boolean]') {
    return Object.is(a.valueOf(), b.valueOf());
  }
  if (a instanceof Set) {
    return a.size === b.size &&
      [...a].every((x) => b.has(x) || [...b].some((y) => same(x, y)));
  }
  if (a instanceof Map) {
    return a.size === b.size && [...a].every(([key, value]) =>
      b.has(key)
        ? same(value, b.get(key))
        : [...b].some(([k, v]) => same(key, k) && same(value, v)));
  }
  if (Array.isArray(a) && a.length !== b.length) return false;
  if (ArrayBuffer.isView(a)) {
    return a.length === b.length && Array.from(a).every((x, i) => Object.is(x, b[i]));
  }
  if (!Array.isArray(a) && typeof a[Symbol.iterator] === 'function') {
    if (typeof b[Symbol.iterator] !== 'function') return false;
    if (!same([...a], [...b])) return false;
  }
  const keys = (one) => Reflect.ownKeys(one).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(one, key) &&
    (strict || one[key] !== undefined));
  const [ofA, ofB] = [keys(a), keys(b)];
  return ofA.length === ofB.length &&
    ofA.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

function contains(value, part) {
  if (Array.isArray(part)) return equal(value, part, false);
  if (!isObject(part)) return equal(value, part, false);
  return isObject(value) && Object.keys(part).every((key) =>
    key in value && (isObject(part[key]) && !(part[key] instanceof Matching)
      ? contains(value[key], part[key])
      : equal(value[key], part[key], false)));
}

function isThrown(error, wanted) {
  if (wanted === undefined) return true;
  const message = String(error?.message ?? error);
  if (typeof wanted === 'string') return message.includes(wanted);
  if (wanted instanceof RegExp) return wanted.test(message);
  if (typeof wanted === 'function') return error instanceof wanted;
  if (wanted instanceof Matching) return wanted.matches(error);
  return message === wanted?.message;
}

const at = (value, path) =>
  (Array.isArray(path) ? path : String(path).split('.')).reduce(
    (one, key) => (one === null || one === undefined ? undefined : one[key]), value);

const calls = (value) => value.mock.calls;

// Each gives whether it holds.
const MATCHERS = {
  toBe: (a, b) => Object.is(a, b),
  toEqual: (a, b) => equal(a, b, false),
  toStrictEqual: (a, b) => equal(a, b, true),
  toBeCloseTo: (a, b, digits = 2) =>
    Object.is(a, b) || Math.abs(a - b) < 10 ** -digits / 2,
  toBeUndefined: (a) => a === undefined,
  toBeDefined: (a) => a !== undefined,
  toBeNull: (a) => a === null,
  toBeNaN: (a) => Number.isNaN(a),
  toBeTruthy: (a) => Boolean(a),
  toBeFalsy: (a) => !a,
  toBeGreaterThan: (a, b) => a > b,
  toBeGreaterThanOrEqual: (a, b) => a >= b,
  toBeLessThan: (a, b) => a < b,
  toBeLessThanOrEqual: (a, b) => a <= b,
  toBeInstanceOf: (a, b) => a instanceof b,
  toMatch: (a, b) =>
    typeof a === 'string' && (b instanceof RegExp ? b.test(a) : a.includes(b)),
  toContain: (a, b) =>
    typeof a === 'string' ? a.includes(b) : [...a].some((one) => Object.is(one, b)),
  toContainEqual: (a, b) => [...a].some((one) => equal(one, b, false)),
  toHaveLength: (a, b) => a?.length === b,
  toMatchObject: (a, b) => contains(a, b),
  toHaveProperty: (a, path, ...value) =>
    value.length > 0 ? equal(at(a, path), value[0], false) : at(a, path) !== undefined,
  toHaveBeenCalled: (a) => calls(a).length > 0,
  toHaveBeenCalledTimes: (a, b) => calls(a).length === b,
  toHaveBeenCalledWith: (a, ...args) =>
    calls(a).some((one) => equal(one, args, false)),
  toHaveBeenLastCalledWith: (a, ...args) => equal(calls(a).at(-1), args, false),
  toHaveBeenNthCalledWith: (a, n, ...args) => equal(calls(a)[n - 1], args, false),
};
const OTHER_NAMES = {
  toThrowError: 'toThrow',
  toBeCalled: 'toHaveBeenCalled',
  toBeCalledTimes: 'toHaveBeenCalledTimes',
  toBeCalledWith: 'toHaveBeenCalledWith',
};

let seen = 0;
let expectedCount = null;

function hold(holds, name, actual, args, negated, message) {
  ++seen;
  if (Boolean(holds) !== negated) return;
  throw new AssertionFailed(
    message ??
      `expect(${show(actual)}).${negated ? 'not.' : ''}${name}(` +
        `${args.map(show).join(', ')})`,
  );
}

function toThrow(actual, args, negated, settled) {
  let error = actual;
  let thrown = settled;
  if (!settled) {
    if (typeof actual !== 'function') {
      throw new AssertionFailed('expect(…).toThrow: expected a function');
    }
    try {
      actual();
    } catch (caught) {
      error = caught;
      thrown = true;
    }
  }
  const told = thrown ? `it threw ${show(error)}` : 'it threw nothing';
  hold(thrown && isThrown(error, args[0]), 'toThrow', actual, args, negated,
    `expect(…).${negated ? 'not.' : ''}toThrow(${args.map(show).join(', ')}): ${told}`);
}

const added = Object.create(null);

function matchersOf(actual, negated = false, settled = false) {
  const made = {
    toThrow: (...args) => toThrow(actual, args, negated, settled),
    toSatisfy: (test) => hold(test(actual), 'toSatisfy', actual, [test], negated),
  };
  for (const [name, matches] of Object.entries(MATCHERS)) {
    made[name] = (...args) =>
      hold(matches(actual, ...args), name, actual, args, negated);
  }
  for (const [name, matcher] of Object.entries(added)) {
    if (name in made) continue;
    made[name] = (...args) => {
      const result = matcher.call({ isNot: negated, equals: equal }, actual, ...args);
      const told = (one) => hold(one.pass, name, actual, args, negated, one.message?.());
      return result instanceof Promise ? result.then(told) : told(result);
    };
  }
  for (const [name, known] of Object.entries(OTHER_NAMES)) made[name] = made[known];
  if (!negated) made.not = matchersOf(actual, true, settled);
  return made;
}

// The same of what a promise comes to.
function awaited(actual, rejects, negated = false) {
  const of = async () => {
    const promise = typeof actual === 'function' ? actual() : actual;
    let value;
    try {
      value = await promise;
    } catch (error) {
      if (rejects) return matchersOf(error, negated, true);
      throw new AssertionFailed(`the promise was rejected with ${show(error)}`);
    }
    if (!rejects) return matchersOf(value, negated);
    throw new AssertionFailed(`the promise came to ${show(value)}; expected that ` +
      'it is rejected');
  };
  return new Proxy({}, {
    get: (target, name) => {
      if (name === 'not') return awaited(actual, rejects, true);
      return async (...args) => (await of())[name](...args);
    },
  });
}

export function expect(actual) {
  const made = matchersOf(actual);
  Object.defineProperty(made, 'resolves', { get: () => awaited(actual, false) });
  Object.defineProperty(made, 'rejects', { get: () => awaited(actual, true) });
  return made;
}
Object.assign(expect, {
  anything: () => new Matching((a) => a !== null && a !== undefined, 'anything'),
  any: (kind) => new Matching(
    (a) => (isObject(a) || typeof a === 'function'
      ? a instanceof kind
      : typeof a === kind.name.toLowerCase()), `any ${kind.name}`),
  objectContaining: (part) => new Matching(
    (a) => isObject(a) && Object.keys(part).every(
      (key) => key in a && equal(a[key], part[key], false)),
    `an object with ${show(part)}`),
  arrayContaining: (items) => new Matching(
    (a) => Array.isArray(a) && items.every(
      (one) => a.some((each) => equal(each, one, false))), `an array with ${show(items)}`),
  stringContaining: (text) => new Matching(
    (a) => typeof a === 'string' && a.includes(text), `a text with ${show(text)}`),
  stringMatching: (pattern) => new Matching(
    (a) => typeof a === 'string' && new RegExp(pattern).test(a), String(pattern)),
  closeTo: (b, digits = 2) => new Matching(
    (a) => Math.abs(a - b) < 10 ** -digits / 2, `about ${b}`),
  extend: (matchers) => Object.assign(added, matchers),
  assertions: (count) => { expectedCount = count; },
  hasAssertions: () => { expectedCount = -1; },
  assertionsSeen: () => seen,
  takeExpectedCount: (count) => {
    const wanted = expectedCount;
    expectedCount = null;
    if (wanted === null || wanted === count || (wanted < 0 && count > 0)) return undefined;
    return new AssertionFailed(`${count} assertions were made; expected ` +
      (wanted < 0 ? 'some' : wanted));
  },
});
Object.freeze(MATCHERS);
Object.freeze(OTHER_NAMES);
Object.freeze(expect);
