// Runs one test of a suite of Jest's, or all of them to list them. Is asked and
// answers over suite_channel.mjs:
//   {folders, suite, test}   test: null for all
//   {tests: [{id, outcome, message, line, begins, task}], outcome}
// A submission shares this process: what it answers is a claim. So what it could
// change of JavaScript's own is looked at again when the test is over, and not asked
// for the answer.
import { randomUUID } from 'node:crypto';
import inspector from 'node:inspector';
import { register } from 'node:module';
import v8 from 'node:v8';

import { inText } from './suite_answer.mjs';
import { take } from './suite_channel.mjs';
import { SuiteModules } from './suite_node_modules.mjs';
import { isAsBefore, keepForGood, shut } from './suite_own.mjs';

const { order, answer } = take();
const { suite } = order;
// Under a name that nobody else has for it: whoever imports it by its own gets one
// that has nothing to do with these tests.
const { collected, forSuite, isAssertion, runTest } =
  await import(`./jest_globals.mjs?${randomUUID()}`);
keepForGood();
shut(inspector, v8);
register('./suite_loader.mjs', import.meta.url, { data: { folders: order.folders } });
const modules = new SuiteModules(order.folders, { '@jest/globals': forSuite }, {
  everywhere: '@jest/globals',
});

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
  await modules.load(suite);
} catch (error) {
  answer(inText([], resultOf(error ?? new Error('nothing'))));
}
const results = [];
const tests = collected(suite);
for (let i = 0; i < tests.length; ++i) {
  if (order.test !== null && tests[i].id !== order.test) continue;
  modules.refresh();
  results[results.length] = resultOf(await runTest(tests[i]), tests[i]);
}
answer(inText(results, null));
