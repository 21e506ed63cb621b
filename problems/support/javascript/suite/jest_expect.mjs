// expect() of Jest's, as far as suites of exercises use it. Of what a program could
// replace while a test runs, such as methods of arrays, nothing decides what holds.
import { inspect } from 'node:util';

import {
  append, exec, flagsOf, forEachOfMap, forEachOfSet, inSmall, includes, isEnumerable,
  isInMap, isInSet, kindOf, lengthOf, numberOf, slice, sourceOf, split, textOf, timeOf, truthOf,
} from './suite_methods.mjs';

const { getPrototypeOf: prototypeOf, hasOwn, is, keys: namesOf } = Object;
const { apply, ownKeys } = Reflect;
const { Boolean, Date, Error, Map, Number, RegExp, Set, String, Uint8Array } = globalThis;
const { isView } = ArrayBuffer;

const show = (value) =>
  inspect(value, { depth: 6, breakLength: 72, maxArrayLength: 50 }).slice(0, 2000);

class AssertionFailed extends Error {}

export const isAssertion = (error) => error instanceof AssertionFailed;

// Fails the test as an assertion does.
export function refuse(message) {
  throw new AssertionFailed(message);
}

class Matching {
  constructor(matches, text) {
    this.matches = matches;
    this[inspect.custom] = () => text;
  }
}

const isObject = (value) => value !== null && typeof value === 'object';

// Two that are compared, and those around them.
const isSeen = (a, b, seen) =>
  seen !== null && ((seen.a === a && seen.b === b) || isSeen(a, b, seen.around));

// Of which of those in `all` it holds.
function some(all, holds) {
  for (let i = 0; i < all.length; ++i) {
    if (holds(all[i])) return true;
  }
  return false;
}
const every = (all, holds) => !some(all, (one) => !holds(one));

const itemsOf = (all) => {
  const items = [];
  forEachOfSet(all, (one) => append(items, one));
  return items;
};

const pairsOf = (all) => {
  const pairs = [];
  forEachOfMap(all, (value, key) => append(pairs, { key, value }));
  return pairs;
};

// Of what says itself what is in it.
function iterated(all) {
  const items = [];
  if (Array.isArray(all)) {
    for (let i = 0; i < all.length; ++i) append(items, all[i]);
    return items;
  }
  if (all instanceof Set) return itemsOf(all);
  const iterator = all[Symbol.iterator]();
  for (let next = iterator.next(); !next.done; next = iterator.next()) {
    append(items, next.value);
  }
  return items;
}

function equalKeys(a, b, strict, same) {
  const keysOf = (one) => {
    const keys = [];
    const all = ownKeys(one);
    for (let i = 0; i < all.length; ++i) {
      const key = all[i];
      if (isEnumerable(one, key) && (strict || one[key] !== undefined)) append(keys, key);
    }
    return keys;
  };
  const ofA = keysOf(a);
  return ofA.length === keysOf(b).length &&
    every(ofA, (key) => hasOwn(b, key) && same(a[key], b[key]));
}

function equalNumbers(a, b) {
  const length = lengthOf(a);
  if (length !== lengthOf(b)) return false;
  for (let i = 0; i < length; ++i) {
    if (!is(a[i], b[i])) return false;
  }
  return true;
}

const bytesOf = (view) => (isView(view) && lengthOf(view) === undefined
  ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  : view);

// By Jest's rules: toEqual leaves out what is undefined, toStrictEqual does not,
// and wants the same class.
function equal(a, b, strict, seen = null) {
  if (b instanceof Matching) return b.matches(a);
  if (a instanceof Matching) return a.matches(b);
  if (is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (isSeen(a, b, seen)) return true;
  const inside = { a, b, around: seen };
  const same = (x, y) => equal(x, y, strict, inside);
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  if (strict && prototypeOf(a) !== prototypeOf(b)) return false;
  if (a instanceof Error) return a.message === b.message && a.name === b.name;
  if (a instanceof Date) return is(timeOf(a), timeOf(b));
  if (a instanceof RegExp) return sourceOf(a) === sourceOf(b) && flagsOf(a) === flagsOf(b);
  if (a instanceof Number) return is(numberOf(a), numberOf(b));
  if (a instanceof String) return textOf(a) === textOf(b);
  if (a instanceof Boolean) return truthOf(a) === truthOf(b);
  if (a instanceof Set) {
    const ofB = itemsOf(b);
    const ofA = itemsOf(a);
    return ofA.length === ofB.length &&
      every(ofA, (x) => isInSet(b, x) || some(ofB, (y) => same(x, y)));
  }
  if (a instanceof Map) {
    const ofB = pairsOf(b);
    const ofA = pairsOf(a);
    return ofA.length === ofB.length && every(ofA, (x) => some(ofB,
      (y) => (is(x.key, y.key) || (!isInMap(b, x.key) && same(x.key, y.key))) &&
        same(x.value, y.value)));
  }
  if (Array.isArray(a) && a.length !== b.length) return false;
  if (isView(a)) return equalNumbers(bytesOf(a), bytesOf(b));
  if (!Array.isArray(a) && typeof a[Symbol.iterator] === 'function') {
    if (typeof b[Symbol.iterator] !== 'function') return false;
    if (!same(iterated(a), iterated(b))) return false;
  }
  return equalKeys(a, b, strict, same);
}

function contains(value, part) {
  if (Array.isArray(part)) return equal(value, part, false);
  if (!isObject(part)) return equal(value, part, false);
  return isObject(value) && every(namesOf(part), (key) =>
    key in value && (isObject(part[key]) && !(part[key] instanceof Matching)
      ? contains(value[key], part[key])
      : equal(value[key], part[key], false)));
}

const matches = (text, pattern) => exec(pattern, text) !== null;

function isThrown(error, wanted) {
  if (wanted === undefined) return true;
  const message = String(error?.message ?? error);
  if (typeof wanted === 'string') return includes(message, wanted);
  if (wanted instanceof RegExp) return matches(message, wanted);
  if (typeof wanted === 'function') return error instanceof wanted;
  if (wanted instanceof Matching) return wanted.matches(error);
  return message === wanted?.message;
}

function at(value, path) {
  const keys = Array.isArray(path) ? path : split(String(path), '.');
  for (let i = 0; i < keys.length; ++i) {
    if (value === null || value === undefined) return undefined;
    value = value[keys[i]];
  }
  return value;
}

const isNear = (a, b, digits = 2) => Math.abs(a - b) < 10 ** -digits / 2;
const calls = (value) => value.mock.calls;

// Each gives whether it holds of what is looked at and of what stands in brackets.
const MATCHERS = {
  toBe: (a, given) => is(a, given[0]),
  toEqual: (a, given) => equal(a, given[0], false),
  toStrictEqual: (a, given) => equal(a, given[0], true),
  toBeCloseTo: (a, given) => is(a, given[0]) || isNear(a, given[0], given[1]),
  toBeUndefined: (a) => a === undefined,
  toBeDefined: (a) => a !== undefined,
  toBeNull: (a) => a === null,
  toBeNaN: (a) => Number.isNaN(a),
  toBeTruthy: (a) => Boolean(a),
  toBeFalsy: (a) => !a,
  toBeGreaterThan: (a, given) => a > given[0],
  toBeGreaterThanOrEqual: (a, given) => a >= given[0],
  toBeLessThan: (a, given) => a < given[0],
  toBeLessThanOrEqual: (a, given) => a <= given[0],
  toBeInstanceOf: (a, given) => a instanceof given[0],
  toMatch: (a, given) => typeof a === 'string' && (given[0] instanceof RegExp
    ? matches(a, given[0])
    : includes(a, given[0])),
  toContain: (a, given) => (typeof a === 'string'
    ? includes(a, given[0])
    : some(iterated(a), (one) => is(one, given[0]))),
  toContainEqual: (a, given) => some(iterated(a), (one) => equal(one, given[0], false)),
  toHaveLength: (a, given) => a?.length === given[0],
  toMatchObject: (a, given) => contains(a, given[0]),
  toHaveProperty: (a, given) => (given.length > 1
    ? equal(at(a, given[0]), given[1], false)
    : at(a, given[0]) !== undefined),
  toHaveBeenCalled: (a) => calls(a).length > 0,
  toHaveBeenCalledTimes: (a, given) => calls(a).length === given[0],
  toHaveBeenCalledWith: (a, given) => some(calls(a), (one) => equal(one, given, false)),
  toHaveBeenLastCalledWith: (a, given) =>
    equal(calls(a)[calls(a).length - 1], given, false),
  toHaveBeenNthCalledWith: (a, given) =>
    equal(calls(a)[given[0] - 1], slice(given, 1), false),
};
const NAMES = Object.keys(MATCHERS);
const OTHER_NAMES = {
  toThrowError: 'toThrow',
  toBeCalled: 'toHaveBeenCalled',
  toBeCalledTimes: 'toHaveBeenCalledTimes',
  toBeCalledWith: 'toHaveBeenCalledWith',
};
const ALL_OTHER_NAMES = Object.keys(OTHER_NAMES);

let seen = 0;
let expectedCount = null;

function hold(holds, name, actual, args, negated, message) {
  ++seen;
  if (!holds === negated) return;
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
    __proto__: null, // which somebody could have given members of these names
    toThrow: (...args) => toThrow(actual, args, negated, settled),
    toSatisfy: (test) => hold(test(actual), 'toSatisfy', actual, [test], negated),
  };
  for (let i = 0; i < NAMES.length; ++i) {
    const name = NAMES[i];
    made[name] = (...args) =>
      hold(MATCHERS[name](actual, args), name, actual, args, negated);
  }
  const own = namesOf(added);
  for (let i = 0; i < own.length; ++i) {
    const name = own[i];
    if (name in made) continue;
    made[name] = (...args) => {
      const all = [actual];
      for (let k = 0; k < args.length; ++k) append(all, args[k]);
      const result = apply(added[name], { isNot: negated, equals: equal }, all);
      const told = (one) => hold(one.pass, name, actual, args, negated, one.message?.());
      return result instanceof Promise ? result.then(told) : told(result);
    };
  }
  for (let i = 0; i < ALL_OTHER_NAMES.length; ++i) {
    made[ALL_OTHER_NAMES[i]] = made[OTHER_NAMES[ALL_OTHER_NAMES[i]]];
  }
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
      return async (...args) => apply((await of())[name], undefined, args);
    },
  });
}

export function expect(actual) {
  const made = matchersOf(actual);
  made.resolves = awaited(actual, false);
  made.rejects = awaited(actual, true);
  return made;
}
Object.assign(expect, {
  anything: () => new Matching((a) => a !== null && a !== undefined, 'anything'),
  any: (kind) => new Matching(
    (a) => (isObject(a) || typeof a === 'function'
      ? a instanceof kind
      : typeof a === inSmall(kind.name)), `any ${kind.name}`),
  objectContaining: (part) => new Matching(
    (a) => isObject(a) && every(
      namesOf(part), (key) => key in a && equal(a[key], part[key], false)),
    `an object with ${show(part)}`),
  arrayContaining: (items) => new Matching(
    (a) => Array.isArray(a) && every(
      items, (one) => some(a, (each) => equal(each, one, false))), `an array with ${show(items)}`),
  stringContaining: (text) => new Matching(
    (a) => typeof a === 'string' && includes(a, text), `a text with ${show(text)}`),
  stringMatching: (pattern) => new Matching(
    (a) => typeof a === 'string' && matches(a, new RegExp(pattern)), String(pattern)),
  closeTo: (b, digits = 2) => new Matching(
    (a) => isNear(a, b, digits), `about ${b}`),
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
Object.freeze(AssertionFailed);
Object.freeze(MATCHERS);
Object.freeze(OTHER_NAMES);
Object.freeze(expect);
