// Runs one test of a suite of Jest's, or all of them to list them. Its stdin is a
// connection, over which it is told what to do, and answers, each a JSON:
//   {folders, suite, test, secret}   test: null for all
//   {secret, tests: [{id, outcome, message, line, begins, task}], outcome}
// A submission shares this process: what it answers is a claim. So what it could
// change of JavaScript's own is kept before it is loaded, looked at again when the
// test is over, and not asked for the answer.
import { readFileSync, writeSync } from 'node:fs';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';

const order = JSON.parse(readFileSync(0, 'utf8'));
const { secret } = order;
const globals = new URL('./jest_globals.mjs', import.meta.url).href;
register('./jest_loader.mjs', import.meta.url, {
  data: { folders: order.folders, globals },
});
const { collected, isAssertion, runTest } = await import(globals);
const exit = process.reallyExit.bind(process);
const stringify = JSON.stringify;
const write = writeSync;
const asBytes = Buffer.from;
const describeProperty = Object.getOwnPropertyDescriptor;
const same = Object.is;

// What decides whether a test passes: of each, its own properties.
const kept = [];
for (const part of [
  Object, Object.prototype, Function.prototype, Array, Array.prototype, Reflect,
  String.prototype, Number, Number.prototype, Boolean.prototype, RegExp.prototype,
  Map.prototype, Set.prototype, Date.prototype, Promise, Promise.prototype, Error,
  Error.prototype, Symbol, Symbol.prototype, Math, JSON, globalThis,
]) {
  for (const key of Reflect.ownKeys(part)) {
    const { value, get } = describeProperty(part, key);
    if (part !== globalThis || typeof value === 'function') {
      kept[kept.length] = { part, key, value, get };
    }
  }
}

function isAsBefore() {
  for (let i = 0; i < kept.length; ++i) {
    const { part, key, value, get } = kept[i];
    const now = describeProperty(part, key);
    if (now === undefined || !same(now.value, value) || now.get !== get) return false;
  }
  return true;
}

// Of texts and numbers alone, of which no method of the program's is called.
function inText(result) {
  return (
    `{"id": ${stringify(result.id)}, "outcome": ${stringify(result.outcome)}, ` +
    `"message": ${stringify(result.message)}, "line": ${+result.line}, ` +
    `"begins": ${+result.begins}, "task": ${+result.task}}`
  );
}

function answer(results, outcome) {
  let text = '';
  for (let i = 0; i < results.length; ++i) text += (i > 0 ? ', ' : '') + inText(results[i]);
  text = `{"secret": "${secret}", "tests": [${text}]`;
  if (outcome !== null) text += `, "outcome": ${inText(outcome)}`;
  const bytes = asBytes(text + '}\n');
  for (let at = 0; at < bytes.length; ) at += write(0, bytes, at);
  exit(0);
}

const suite = pathToFileURL(order.suite).href;

// Of the innermost call in the suite.
function lineOf(error) {
  for (const line of String(error?.stack ?? '').split('\n')) {
    const at = line.indexOf(suite + ':');
    if (at >= 0) return parseInt(line.slice(at + suite.length + 1), 10);
  }
  return 0;
}

function resultOf(error, test) {
  const result = {
    id: test?.id ?? '',
    begins: test?.line ?? 0,
    task: test?.task ?? 0,
    outcome: 'passed',
    message: '',
    line: 0,
  };
  if (!isAsBefore()) {
    result.outcome = 'error';
    result.message = "the program has changed what is JavaScript's own";
  } else if (error !== undefined) {
    const failed = isAssertion(error);
    result.outcome = failed ? 'failed' : 'error';
    result.message = String(error?.message ?? error);
    if (!failed) result.message = `${error?.name ?? 'Error'}: ${result.message}`;
    result.line = lineOf(error);
  }
  return result;
}

try {
  await import(suite);
} catch (error) {
  answer([], resultOf(error ?? new Error('nothing')));
}
const results = [];
const tests = collected(suite);
for (let i = 0; i < tests.length; ++i) {
  if (order.test !== null && tests[i].id !== order.test) continue;
  results[results.length] = resultOf(await runTest(tests[i]), tests[i]);
}
answer(results, null);
