// What the tests of a suite get as node:test: that of Node.js, whose functions run
// them, behind functions that note which tests there are, and how each ended.
// While tests are made and run, nothing here is asked of a prototype, and what is
// noted is in private fields: a submission may have changed the one for a moment,
// and could come by the other.
import realTest from 'node:test';

const { apply } = Reflect;
const { defineProperty, freeze, setPrototypeOf } = Object;
const INSIDE = ' › ';
const TASK = /^(?:Task|\[task) (\d+)/i;
const KINDS = ['skip', 'todo', 'only'];

let failWith, end, holdTests, stateOf;
class State {
  #failure = null; // {error}, of its body or a hook
  #ended = false;
  #hasTests = false;

  constructor() {
    setPrototypeOf(this, null);
  }

  static {
    failWith = (state, error) => {
      state.#failure ??= { error };
      return error;
    };
    end = (state) => {
      state.#ended = true;
    };
    holdTests = (state) => {
      state.#hasTests = true;
    };
    stateOf = (state) => ({
      failure: state.#failure,
      ended: state.#ended,
      hasTests: state.#hasTests,
    });
  }
}

// name, options and function, of which any may be missing.
function partsOf(args) {
  const parts = { name: undefined, options: {}, body: undefined };
  for (let i = 0; i < args.length; ++i) {
    const one = args[i];
    if (typeof one === 'function') parts.body = one;
    else if (typeof one === 'string') parts.name ??= one;
    else if (one !== null && typeof one === 'object') parts.options = one;
  }
  parts.name ??= parts.body?.name || '<anonymous>';
  return parts;
}

// `body`, of which `state` notes how it ends; `prepare` is given what it is given.
function noted(state, body, refresh, prepare = () => {}) {
  const begin = (self, given) => {
    prepare(given[0]);
    refresh();
    return apply(body, self, given);
  };
  // Which of two forms it is tells its number of parameters.
  if (body.length > 1) {
    return function (context, done) {
      const settle = (error) => {
        if (error) failWith(state, error);
        else end(state);
        done(error);
      };
      try {
        return begin(this, [context, settle]);
      } catch (error) {
        throw failWith(state, error);
      }
    };
  }
  return async function (...given) {
    try {
      const value = await begin(this, given);
      end(state);
      return value;
    } catch (error) {
      throw failWith(state, error);
    }
  };
}

// A record of a test or a group: {name, id, parent, isGroup, line, task, state};
// what is around all has no parent.
export class Registry {
  #suite;
  #wanted;
  #outermost = freeze({
    name: '', id: '', parent: null, isGroup: true, line: 0, task: 0, state: new State(),
  });
  #around = this.#outermost;
  #counts = setPrototypeOf({}, null);
  #last = null; // {record, before}
  #refresh;

  // `wanted` is the id of the one that is to be run, or null: all are. `refresh` is
  // called before each.
  constructor(suite, wanted, refresh) {
    this.#suite = suite;
    this.#wanted = wanted;
    this.#refresh = refresh;
  }

  // What node:test exports, with ours in place of what makes tests.
  exports() {
    const test = this.#variants(realTest, (real, args) =>
      this.#test(real, args, this.#around, undefined));
    const describe = this.#variants(realTest.describe, (real, args) =>
      this.#group(real, args));
    for (const key of ['before', 'after', 'beforeEach', 'afterEach']) {
      const real = realTest[key];
      test[key] = (body, options) => {
        const { state } = this.#around;
        return real(typeof body === 'function' ? noted(state, body, this.#refresh) : body,
          options);
      };
    }
    test.test = test.it = test;
    test.describe = test.suite = describe;
    for (const key of Object.keys(realTest)) {
      if (!(key in test)) test[key] = realTest[key];
    }
    return test;
  }

  // In the order in which they were made, each with what is noted of it.
  records() {
    const all = [];
    for (let one = this.#last; one !== null; one = one.before) {
      all.unshift({ ...one.record, ...stateOf(one.record.state) });
    }
    return all;
  }

  aroundAll() {
    return stateOf(this.#outermost.state);
  }

  #variants(real, make) {
    const one = (...args) => make(real, args);
    for (const key of KINDS) {
      const variant = real[key];
      if (typeof variant === 'function') one[key] = (...args) => make(variant, args);
    }
    return one;
  }

  #lineHere() {
    const lines = String(new Error().stack).split('\n');
    const at = lines.find((line) => line.includes(this.#suite + ':'));
    return at ? parseInt(at.split(this.#suite + ':')[1], 10) : 0;
  }

  #record(name, isGroup, parent) {
    const key = (parent.id === '' ? '' : parent.id + INSIDE) + name;
    const count = (this.#counts[key] ?? 0) + (isGroup ? 0 : 1);
    this.#counts[key] = count;
    const task = TASK.exec(name)?.[1];
    return freeze({
      name,
      id: count > 1 ? `${key} (${count})` : key,
      parent,
      isGroup,
      line: this.#lineHere(),
      task: task ? parseInt(task, 10) : parent.task,
      state: new State(),
    });
  }

  // Whether it is what is to be run, or around that.
  #isWanted(record) {
    return this.#wanted === null || this.#wanted === record.id ||
      this.#wanted.startsWith(record.id + INSIDE);
  }

  #group(real, args) {
    const { name, options, body } = partsOf(args);
    const parent = this.#around;
    const record = this.#record(name, true, parent);
    if (!this.#isWanted(record)) return undefined;
    this.#last = { record, before: this.#last };
    const inside = (self, given) => {
      this.#around = record;
      try {
        return apply(body, self, given);
      } finally {
        this.#around = parent;
      }
    };
    return real(name, options, body && function (...given) {
      return inside(this, given);
    });
  }

  #test(real, args, parent, of) {
    const { name, options, body } = partsOf(args);
    const record = this.#record(name, false, parent);
    // What a test has inside of it is run with it.
    if (parent.isGroup && !this.#isWanted(record)) return Promise.resolve();
    holdTests(parent.state);
    this.#last = { record, before: this.#last };
    const prepare = (t) => {
      const { test } = t;
      const inner = (...given) => this.#test(test, given, record, t);
      for (let i = 0; i < KINDS.length; ++i) {
        inner[KINDS[i]] = (...given) => {
          const parts = partsOf(given);
          return inner(parts.name, { ...parts.options, [KINDS[i]]: true }, parts.body);
        };
      }
      defineProperty(t, 'test', { value: inner });
    };
    return apply(real, of, [
      name, options, body && noted(record.state, body, this.#refresh, prepare),
    ]);
  }
}
