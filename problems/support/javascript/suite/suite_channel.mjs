// Over which what runs the tests of a suite in Node.js is asked and answers. Its
// stdin is a connection: a line with a secret, and the order, a JSON. The answer is
// signed with that secret, which is in no text of the program when the submission is
// loaded: what is left of it signs one answer, for whoever has taken it.
import { createHmac } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';

const MOST = 64 << 10; // bytes
const { apply } = Reflect;
const exit = process.reallyExit.bind(process);
const asBytes = Buffer.from;
let taken = false;

export function take() {
  if (taken) throw new Error('suite_channel: for the tests alone');
  taken = true;
  // Into memory that is known, so that no copy of it is left in any that is freed.
  const asked = Buffer.alloc(MOST);
  let length = 0;
  for (let got = 1; got > 0 && length < MOST; length += got) {
    got = readSync(0, asked, length, MOST - length, null);
  }
  const end = asked.indexOf('\n');
  const hmac = createHmac('sha256', asked.subarray(0, end));
  asked.fill(0, 0, end);
  // Who has another such object knows where this one's inside is, and could have
  // it sign something else when it is used.
  for (const key of Reflect.ownKeys(hmac)) {
    const part = hmac[key];
    if (typeof part !== 'object' || part === null) continue;
    const shared = Object.getPrototypeOf(part);
    if (shared !== Object.prototype) Object.freeze(shared);
  }
  const { update, digest } = Object.getPrototypeOf(hmac);
  const answer = (text) => {
    const body = asBytes(text);
    apply(update, hmac, [body]);
    const bytes = asBytes(apply(digest, hmac, ['hex']) + '\n' + text);
    for (let at = 0; at < bytes.length; ) at += writeSync(0, bytes, at);
    exit(0);
  };
  return { order: JSON.parse(asked.toString('utf8', end, length)), answer };
}
