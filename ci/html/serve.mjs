// Takes a course through headless Chromium as its instructor and a learner do:
// accounts, an invitation, a hand-in, its result, the class. Each page is looked
// at light and dark, wide and narrow; complains about whatever axe-core finds,
// about scripts (but a lesson's one), and about pages wider than their window.
//   node serve.mjs [--screenshots FOLDER]
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { axeComplaints, dress, withBrowser } from "./browser.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROBLEM = "health-check";
const screenshots = process.argv[2] === "--screenshots" ? process.argv[3] : "";
let pages = 0;
let failed = 0;

async function fill(browser, fields) {
  for (const [id, value] of Object.entries(fields)) {
    await browser.evaluate(`document.getElementById("${id}").value = ${JSON.stringify(value)}`);
  }
  await browser.follow(() => browser.evaluate(`document.querySelector("button.main").click()`));
}

const signOut = (browser) => browser.follow(() =>
  browser.evaluate(`document.querySelector("nav button").click()`));

// Complains about the page that is open.
async function look(browser, name) {
  ++pages;
  for (const scheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      await dress(browser, scheme, width);
      const scripts = await browser.evaluate(`document.querySelectorAll("script").length`);
      const wider = await browser.evaluate(`document.documentElement.scrollWidth - window.innerWidth`);
      if (screenshots) {
        const { data } = await browser.call("Page.captureScreenshot", { captureBeyondViewport: true });
        writeFileSync(join(screenshots, `serve-${name}-${scheme}-${width}.png`), data, "base64");
      }
      const found = await axeComplaints(browser);
      if (scripts > (name === "lesson" ? 1 : 0)) found.push(`${scripts} scripts`);
      if (wider > 0) found.push(`${wider} pixels wider than the window`);
      for (const complaint of found) console.log(`${name}, ${scheme}, ${width}: ${complaint}`);
      failed += found.length;
    }
  }
}

// Sends the form of the problem that is open, and waits for the result, whose
// address it gives. Not in the browser: there is no telling when a page that
// loads itself again has done so for the last time.
async function handIn(browser, home) {
  const { cookies } = await browser.call("Network.getCookies", { urls: [home] });
  const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
  const fields = await browser.evaluate(`[...new FormData(document.querySelector("main form"))]
    .filter(([, value]) => typeof value === "string")`);
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const sent = await fetch(new URL(`/units/${PROBLEM}`, home),
    { method: "POST", headers, body, redirect: "manual" });
  const result = new URL(sent.headers.get("location"), home).href;
  // Each answer is kept back until something has changed, or for a moment.
  while ((await fetch(result, { headers })).headers.has("refresh"));
  return result;
}

async function visit(browser, link) {
  const home = new URL("/", link).href;
  const open = (path) => browser.load(new URL(path, home).href);
  const text = (selector) => browser.evaluate(`document.querySelector("${selector}")?.textContent ?? ""`);
  await browser.load(link);
  await look(browser, "join");
  await fill(browser, { name: "Ina", password: "long enough" });
  await open("/class/invitations");
  await fill(browser, { names: "Ana" });
  await look(browser, "invitations");
  const invitation = await text("main code");
  await signOut(browser);
  await look(browser, "sign-in");

  await browser.load(invitation);
  await fill(browser, { password: "long enough" });
  await look(browser, "course");
  await open("/units/gather-introduction");
  await look(browser, "lesson");
  await open(`/units/${PROBLEM}`);
  await look(browser, "problem");
  const result = await handIn(browser, home);
  await browser.load(result);
  await look(browser, "result");
  await signOut(browser);

  await fill(browser, { name: "Ina", password: "long enough" });
  await open("/class");
  await look(browser, "class");
  await open(await browser.evaluate(`document.querySelector("tbody a").getAttribute("href")`));
  await look(browser, "person");
  await browser.load(result);
  await look(browser, "result-revealed");
}

const data = mkdtempSync(join(tmpdir(), "grader-serve-"));
const server = spawn("build/grader", ["serve", "--data", data, "--listen", "127.0.0.1:0"],
  { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
const ended = new Promise((done) => server.once("close", done));
try {
  let said = "";
  for await (const part of server.stdout) {
    said += part;
    if (said.includes("Ctrl-C")) break;
  }
  await withBrowser((browser) => visit(browser, /http\S+\/join\/\w+/.exec(said)[0]));
} finally {
  server.kill("SIGTERM");
  await ended;
  rmSync(data, { recursive: true, force: true });
}
console.log(`${pages} pages of a course, ${failed} complaints`);
process.exit(failed === 0 && pages === 10 ? 0 : 1);
