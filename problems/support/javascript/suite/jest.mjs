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

import { inText, withOne } from './suite_answer.mjs';
import { take } from './suite_channel.mjs';
import { lineIn } from './suite_methods.mjs';
import { SuiteModules } from './suite_node_modules.mjs';
import { isAsBefore, keepForGood, shut } from './suite_own.mjs';

const { order, answer } = take();
const { suite } = order;
const text = String;
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

// What a test came to. Last of all it is looked whether JavaScript's own is as it was:
// what is asked of an error may be the program's.
function resultOf(error, test) {
  let outcome = 'passed';
  let message = '';
  let line = 0;
  if (error !== undefined) {
    outcome = isAssertion(error) ? 'failed' : 'error';
    message = text(error?.message ?? error);
    if (outcome === 'error') message = `${text(error?.name ?? 'Error')}: ${message}`;
    line = lineIn(error?.stack, suite);
  }
  if (!isAsBefore()) {
    outcome = 'error';
    message = "the program has changed what is JavaScript's own";
  }
  const { id = '', line: begins = 0, task = 0 } = test ?? {};
  return { id, begins, task, outcome, message, line };
}

try {
  await modules.load(suite);
} catch (error) {
  answer(inText('', resultOf(error ?? new Error('nothing'))));
}
let results = '';
const tests = collected(suite);
for (let i = 0; i < tests.length; ++i) {
  if (order.test !== null && tests[i].id !== order.test) continue;
  modules.refresh();
  results = withOne(results, resultOf(await runTest(tests[i]), tests[i]));
}
answer(inText(results, null));
