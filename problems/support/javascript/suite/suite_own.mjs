// What is JavaScript's own and decides whether a test passes. A submission shares
// the process of the tests, so what it could change of that is kept before it is
// loaded, and looked at again when the test is over.

// However deep in the submission something fails, the line of the test is told.
Error.stackTraceLimit = 100;

const describeProperty = Object.getOwnPropertyDescriptor;
const same = Object.is;
const PARTS = [
  Object, Object.prototype, Function.prototype, Array, Array.prototype, Reflect,
  String.prototype, Number, Number.prototype, Boolean.prototype, RegExp.prototype,
  Map.prototype, Set.prototype, Date.prototype, Promise, Promise.prototype, Error,
  Error.prototype, Symbol, Symbol.prototype, Math, JSON, globalThis,
  Object.getPrototypeOf([].values()), Object.getPrototypeOf(new Map().values()),
  Object.getPrototypeOf(new Set().values()), Object.getPrototypeOf(''.matchAll(/a/g)),
];

const kept = [];
for (const part of PARTS) {
  for (const key of Reflect.ownKeys(part)) {
    const { value, get } = describeProperty(part, key);
    if (part !== globalThis || typeof value === 'function') {
      kept[kept.length] = { part, key, value, get };
    }
  }
}

export function isAsBefore() {
  for (let i = 0; i < kept.length; ++i) {
    const { part, key, value, get } = kept[i];
    const now = describeProperty(part, key);
    if (now === undefined || !same(now.value, value) || now.get !== get) return false;
  }
  return true;
}

// Functions without an object, which nobody has to have of their own: they stay as
// they are, so that no program gives back what it had changed for a moment. Not
// those that tests replace themselves.
const STATIC = [Object, Array, Number, Reflect, Promise, JSON, Math, Symbol];
const TESTS_REPLACE = new Set(['random', 'prototype', 'length', 'name']);

function keep(object, key) {
  const { value, configurable } = describeProperty(object, key) ?? {};
  if (configurable && typeof value === 'function') {
    Object.defineProperty(object, key, { writable: false, configurable: false });
  }
}

export function keepForGood() {
  for (const part of STATIC) {
    for (const key of Reflect.ownKeys(part)) {
      if (!TESTS_REPLACE.has(key)) keep(part, key);
    }
    const { name } = part;
    if (name !== undefined) keep(globalThis, name);
  }
  keep(globalThis, 'JSON');
  // What is an instance of whose class, which a class of a program's own may say.
  const { hasInstance } = Symbol;
  for (const key of Reflect.ownKeys(globalThis)) {
    const { value } = describeProperty(globalThis, key);
    if (typeof value === 'function' && !Object.hasOwn(value, hasInstance)) {
      Object.defineProperty(value, hasInstance, {
        value: Function.prototype[hasInstance], writable: false, configurable: false,
      });
    }
  }
  // By which `await` decides whether there is something to wait for.
  keep(Promise.prototype, 'then');
  keep(Promise.prototype, 'constructor');
}

const refuse = (name) => () => {
  throw new Error(`${name} is not for a program that shares a process with its tests`);
};

// What shows a program the inside of what runs its tests.
export function shut(inspector, v8) {
  for (const [object, key, name] of [
    [process, 'binding', 'process.binding'],
    [process, '_linkedBinding', 'process._linkedBinding'],
    [process, 'dlopen', 'process.dlopen'],
    [inspector, 'open', 'inspector.open'],
    [inspector.Session.prototype, 'connect', 'inspector.Session'],
    [inspector.Session.prototype, 'connectToMainThread', 'inspector.Session'],
    [v8, 'setFlagsFromString', 'v8.setFlagsFromString'],
  ]) {
    Object.defineProperty(object, key, {
      value: refuse(name), writable: false, configurable: false,
    });
  }
}
