// The reporter that node:test is run with: hands its events to whoever runs the
// tests of a suite, and prints nothing.
let listener = null;

// Once, which is before anything of a submission's is loaded.
export function listen(heard) {
  if (listener !== null) throw new Error('suite_node_test_reporter: for the tests alone');
  listener = heard;
}

export default async function* report(events) {
  for await (const event of events) listener?.(event);
}
