// Headless Chromium, told what to do through a pair of pipes, and what axe-core
// says of the page in it.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const AXE = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const PATIENCE_MS = 60_000; // for one command of the browser

// A browser that is told what to do through a pair of pipes, in messages of
// the DevTools protocol that end in a NUL.
export class Browser {
  constructor(profile) {
    const flags = ["--headless", "--remote-debugging-pipe", `--user-data-dir=${profile}`,
      "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"];
    if (process.getuid() === 0) flags.push("--no-sandbox");
    this.process = spawn("chromium", flags,
      { detached: true, stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"] });
    this.process.stderr.resume();
    this.ended = new Promise((done) => this.process.once("close", done));
    this.waiting = new Map();
    this.listeners = new Map();
    this.next = 1;
    let text = "";
    this.process.stdio[4].on("data", (data) => {
      text += data;
      for (let end; (end = text.indexOf("\0")) >= 0; text = text.slice(end + 1)) {
        this.receive(JSON.parse(text.slice(0, end)));
      }
    });
  }

  receive(message) {
    if (message.id === undefined) {
      this.listeners.get(message.method)?.(message.params);
      return;
    }
    const { done, fail } = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error) fail(new Error(message.error.message));
    else done(message.result);
  }

  call(method, params = {}) {
    const id = this.next++;
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`no answer to ${method}`)), PATIENCE_MS);
      const settle = (how) => (value) => { clearTimeout(timer); how(value); };
      this.waiting.set(id, { done: settle(done), fail: settle(fail) });
      const message = { id, method, params, sessionId: this.session };
      this.process.stdio[3].write(JSON.stringify(message) + "\0");
    });
  }

  // One more tab, which is what is talked to from here on; its name.
  async openPage() {
    const { targetId } = await this.call("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.call("Target.attachToTarget", { targetId, flatten: true });
    this.session = sessionId;
    await this.call("Page.enable");
    await this.call("Network.enable");
    return targetId;
  }

  // Chromium's helper processes write into the profile until they end too. They
  // are in its process group and hold its error stream, so that "close", which
  // waits for the end of the streams, comes after the last of them.
  async close() {
    process.kill(-this.process.pid, "SIGKILL");
    await this.ended;
  }

  async evaluate(expression) {
    const answer = await this.call("Runtime.evaluate",
      { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception.description);
    return answer.result.value;
  }

  // Does what leads to another page, and waits until that is there.
  async follow(step) {
    const loaded = new Promise((done) => this.listeners.set("Page.loadEventFired", done));
    await step();
    await loaded;
  }

  async load(url) {
    await this.follow(() => this.call("Page.navigate", { url }));
  }
}

const RUN_AXE = `axe.run(document, { resultTypes: ["violations"] }).then((results) =>
  results.violations.map((v) => v.id + ": " + v.help + ": " +
    v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + " " + n.failureSummary).join(" | ")))`;

export async function axeComplaints(browser) {
  await browser.evaluate(AXE);
  return browser.evaluate(RUN_AXE);
}

// Has `work` done with a browser that is closed afterwards.
export async function withBrowser(work) {
  const profile = mkdtempSync(join(tmpdir(), "grader-html-"));
  const browser = new Browser(profile);
  try {
    await browser.openPage();
    return await work(browser);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

// As wide as that, in the "light" or the "dark" scheme.
export async function dress(browser, scheme, width) {
  await browser.call("Emulation.setDeviceMetricsOverride",
    { width, height: 900, deviceScaleFactor: 1, mobile: false });
  await browser.call("Emulation.setEmulatedMedia",
    { features: [{ name: "prefers-color-scheme", value: scheme }] });
}
