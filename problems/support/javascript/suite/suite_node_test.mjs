// Runs one test of a suite of node:test, or all of them to list them, with the
// runner of Node.js. Is asked and answers over suite_channel.mjs:
//   {folders, suite, test}   test: null for all
//   {tests: [{id, outcome, message, line, begins, task}], outcome}
// A submission shares this process. A test has passed only if its body came to its
// end, as noted here, and the runner says so, too.
import assert from 'node:assert';
import inspector from 'node:inspector';
import { register } from 'node:module';
import realTest from 'node:test';
import util from 'node:util';
import v8 from 'node:v8';

import { inText, withOne } from './suite_answer.mjs';
import { take } from './suite_channel.mjs';
import { SuiteModules } from './suite_node_modules.mjs';
import { Registry } from './suite_node_registry.mjs';
import { listen } from './suite_node_test_reporter.mjs';
import { isAsBefore, keepForGood, shut } from './suite_own.mjs';

const { order, answer } = take();
const { inspect } = util;
const { AssertionError } = assert;
const stringify = JSON.stringify;
const later = setImmediate;
const listenTo = process.on.bind(process);

const events = []; // of tests and groups that ended, with the names around them
const names = [];
let ended = 0; // of those around which nothing is
let heard = () => {};
listen(({ type, data }) => {
  if (type === 'test:start') {
    names.length = data.nesting;
    names.push(data.name);
  } else if (type === 'test:pass' || type === 'test:fail') {
    names.length = data.nesting;
    events.push({
      key: stringify([...names, data.name]),
      passed: type === 'test:pass',
      isSkipped: data.skip !== undefined || data.todo !== undefined,
      error: data.details?.error,
    });
    ended += data.nesting === 0;
    heard();
  }
});

// The first test is ours: then the runner is ready, and what it gives to tests is
// known and stays as it is.
await realTest('', (t) => {
  Object.freeze(Object.getPrototypeOf(t));
  Object.freeze(Object.getPrototypeOf(t).constructor);
});
for (const part of [
  assert, assert.strict, AssertionError, AssertionError.prototype, realTest,
]) {
  Object.freeze(part);
}
for (const key of ['isDeepStrictEqual', 'inspect', 'types']) {
  Object.defineProperty(util, key, { writable: false, configurable: false });
}
keepForGood();
shut(inspector, v8);
register('./suite_loader.mjs', import.meta.url, {
  data: { folders: order.folders },
});

const registry = new Registry(order.suite, order.test, () => modules.refresh());
const modules = new SuiteModules(order.folders, {
  'node:test': registry.exports(),
  'node:assert': assert,
  'node:assert/strict': assert.strict,
  assert,
  'assert/strict': assert.strict,
});

const NO_TEST = { id: '', begins: 0, task: 0, outcome: 'error', message: '', line: 0 };

const shown = (value) =>
  inspect(value, { depth: 6, breakLength: 72, maxArrayLength: 50 }).slice(0, 2000);

function inWords(error) {
  if (!(error instanceof AssertionError)) {
    const name = error?.name ?? 'Error';
    return `${name}: ${String(error?.message ?? shown(error))}`;
  }
  const text = String(error.message);
  if (error.generatedMessage || error.operator === 'fail') return text;
  return `${text}\nexpected ${shown(error.expected)}\nactual   ${shown(error.actual)}`;
}

// Of the innermost call in the suite.
function lineOf(error) {
  for (const line of String(error?.stack ?? '').split('\n')) {
    const at = line.indexOf(order.suite + ':');
    if (at >= 0) return parseInt(line.slice(at + order.suite.length + 1), 10);
  }
  return 0;
}

// A test and what is around it, from the outermost.
function chain(record) {
  const all = [];
  for (let one = record; one.parent !== null; one = one.parent) all.unshift(one);
  return all;
}

// What the runner says of each, by its id, in the order in which there are several of
// a name.
function sayings(records) {
  const left = events.slice();
  const said = new Map();
  for (const record of records) {
    const key = stringify(chain(record).map((one) => one.name));
    const at = left.findIndex((one) => one.key === key);
    if (at >= 0) said.set(record.state, ...left.splice(at, 1));
  }
  return said;
}

// What a test fails with: {error}; null if it does not. What fails around it fails
// it, too, but for its neighbours.
function failureOf(record, said, byState) {
  for (let one = record; one !== null; one = one.parent) {
    const { failure } = byState.get(one.state) ?? registry.aroundAll();
    if (failure !== null) return failure;
  }
  for (const { state } of chain(record).reverse()) {
    const event = said.get(state);
    const isOfNeighbours = state !== record.state &&
      event?.error?.failureType === 'subtestsFailed';
    if (event !== undefined && !event.passed && !isOfNeighbours) {
      return { error: event.error?.cause ?? event.error };
    }
  }
  if (record.ended && said.has(record.state)) return null;
  return { error: new Error('the test did not come to its end') };
}

function resultOf(record, said, byState) {
  const result = {
    id: record.id,
    begins: record.line,
    task: record.task,
    outcome: 'passed',
    message: '',
    line: 0,
  };
  if (said.get(record.state)?.isSkipped) {
    result.outcome = 'skipped';
    return result;
  }
  const failure = failureOf(record, said, byState);
  if (failure !== null) {
    const { error } = failure;
    result.outcome = error instanceof AssertionError ? 'failed' : 'error';
    result.message = inWords(typeof error === 'string' ? new Error(error) : error);
    result.line = lineOf(error);
  }
  return result;
}

const answerWith = (results, outcome) => answer(inText(results, outcome));

function answerIfChanged() {
  if (isAsBefore()) return;
  answerWith('', {
    ...NO_TEST, message: "the program has changed what is JavaScript's own",
  });
}

function answerNow() {
  answerIfChanged();
  const records = registry.records();
  const said = sayings(records);
  const byState = new Map(records.map((one) => [one.state, one]));
  let results = '';
  for (const record of records) {
    const isAsked = order.test === null || record.id === order.test;
    if (!record.isGroup && !record.hasTests && isAsked) {
      results = withOne(results, resultOf(record, said, byState));
    }
  }
  // What a test fails with may be the program's, and was asked what it says.
  answerIfChanged();
  answerWith(results, null);
}

// What stays open after the last test keeps nobody waiting.
function answerIfEnded() {
  const outermost = registry.records().filter((one) => one.parent.parent === null);
  if (ended > outermost.length) later(answerNow);
}

try {
  await modules.load(order.suite);
} catch (error) {
  answerWith('', {
    ...NO_TEST, message: inWords(error ?? new Error('nothing')), line: lineOf(error),
  });
}
heard = answerIfEnded;
answerIfEnded();
listenTo('exit', answerNow);
