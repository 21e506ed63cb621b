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

// The results as a text, with one more: an array could give them away when one is put in.
export const withOne = (results, result) =>
  results + (results === '' ? '' : ', ') + oneInText(result);

// `outcome` is that of loading the suite, or null.
export const inText = (results, outcome) =>
  `{"tests": [${results}]` +
  (outcome === null ? '' : `, "outcome": ${oneInText(outcome)}`) + '}\n';
