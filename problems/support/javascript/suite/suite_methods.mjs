// Methods of JavaScript's own as they were before a program could replace them: each a
// function, with the object that it is called of as its first argument.
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
const parse = parseInt;
const { bind, call } = Function.prototype;

const method = bind.bind(call);
const getter = (prototype, name) => method(getOwnPropertyDescriptor(prototype, name).get);

export const slice = method(Array.prototype.slice);
export const split = method(String.prototype.split);
export const includes = method(String.prototype.includes);
export const indexOf = method(String.prototype.indexOf);
export const textFrom = method(String.prototype.slice);
export const inSmall = method(String.prototype.toLowerCase);
export const exec = method(RegExp.prototype.exec);
export const sourceOf = getter(RegExp.prototype, 'source');
export const flagsOf = getter(RegExp.prototype, 'flags');
export const kindOf = method(Object.prototype.toString);
export const isEnumerable = method(Object.prototype.propertyIsEnumerable);
export const timeOf = method(Date.prototype.getTime);
export const numberOf = method(Number.prototype.valueOf);
export const textOf = method(String.prototype.valueOf);
export const truthOf = method(Boolean.prototype.valueOf);
export const forEachOfSet = method(Set.prototype.forEach);
export const isInSet = method(Set.prototype.has);
export const forEachOfMap = method(Map.prototype.forEach);
export const isInMap = method(Map.prototype.has);

const typed = getPrototypeOf(Uint8Array.prototype);
const ofTyped = getter(typed, 'length');
const kindOfTyped = getter(typed, Symbol.toStringTag);

// Of an array of numbers of one type; undefined of anything else.
export const lengthOf = (value) =>
  (kindOfTyped(value) === undefined ? undefined : ofTyped(value));

// Puts it there whatever else there is under that name, which an assignment asks.
export const put = (object, key, value) => defineProperty(object, key, {
  __proto__: null, value, writable: true, enumerable: true, configurable: true,
});

export const append = (array, value) => put(array, array.length, value);

// Of the innermost call in that file, by what is told of where something happened; 0 if
// there is none.
export function lineIn(stack, file) {
  const text = typeof stack === 'string' ? stack : '';
  const found = indexOf(text, file + ':');
  return found < 0 ? 0 : parse(textFrom(text, found + file.length + 1), 10) || 0;
}
