// The answer of what runs the tests of a suite in Node.js: a text.
const stringify = JSON.stringify;

// Of texts and numbers alone, of which no method of the program's is called.
function oneInText(result) {
  return (
    `{"id": ${stringify(result.id)}, "outcome": ${stringify(result.outcome)}, ` +
    `"message": ${stringify(result.message)}, "line": ${+result.line}, ` +
    `"begins": ${+result.begins}, "task": ${+result.task}}`
  );
}

// `outcome` is that of loading the suite, or null.
export function inText(results, outcome) {
  let text = '{"tests": [';
  for (let i = 0; i < results.length; ++i) {
    text += (i > 0 ? ', ' : '') + oneInText(results[i]);
  }
  return text + ']' + (outcome === null ? '' : `, "outcome": ${oneInText(outcome)}`) + '}\n';
}
