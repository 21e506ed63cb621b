// Takes a course through headless Chromium as its instructor and a learner do:
// accounts, an invitation, a hand-in, its result as soon as it is there, the class
// as it fills. Each page is looked at light and dark, wide and narrow; complains
// about whatever axe-core finds, about scripts in a page (but a lesson's one), and
// about pages wider than their window. The quiz is taken with its clock,
// without any script and in two tabs at once; a problem also on a slow network; what
// an instructor does with a class, with the keyboard alone.
//   node serve.mjs [--screenshots FOLDER]
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { axeComplaints, dress, withBrowser } from "./browser.mjs";
import { useDesk } from "./desk.mjs";
import { useEditor } from "./editor.mjs";

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

const signIn = (browser, name) => fill(browser, { name, password: "long enough" });
const signOut = (browser) => browser.follow(() =>
  browser.evaluate(`document.querySelector("nav button").click()`));

// Complains about the page that is open.
async function look(browser, name) {
  ++pages;
  for (const scheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      await dress(browser, scheme, width);
      const scripts = await browser.evaluate(`document.querySelectorAll("script:not([src])").length`);
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

// What the form of the problem that is open would send.
const formOf = (browser) => browser.evaluate(`[...new FormData(document.querySelector("main form"))]
  .filter(([, value]) => typeof value === "string")`);

// Sends that, as whoever has these cookies; the address of the result.
async function handIn(home, cookie, fields) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const sent = await fetch(new URL(`/units/${PROBLEM}`, home),
    { method: "POST", headers: { cookie }, body, redirect: "manual" });
  return new URL(sent.headers.get("location"), home).href;
}

// Opens the page of a submission, and waits until that shows the result by
// itself.
async function openResult(browser, url) {
  await browser.load(url);
  for (;;) {
    const loaded = new Promise((done) => browser.listeners.set("Page.loadEventFired", done));
    const waits = await browser.evaluate(`document.querySelector("[data-submission]") !== null`)
      .catch(() => true); // it is being loaded
    if (!waits) return;
    await loaded;
  }
}

// Hands in once more as Ana, elsewhere, and waits until the table of the class
// that is open shows the result.
async function fillClass(browser, home, fields) {
  const signedIn = await fetch(new URL("/sign-in", home), { method: "POST", redirect: "manual",
    body: new URLSearchParams({ name: "Ana", password: "long enough" }) });
  const [cookie] = signedIn.headers.get("set-cookie").split(";");
  const page = await (await fetch(home, { headers: { cookie } })).text();
  const csrf = /name="csrf" value="(\w+)"/.exec(page)[1];
  const result = await handIn(home, cookie, [["csrf", csrf], ...fields.filter(([name]) => name !== "csrf")]);
  await browser.evaluate("document.querySelector('tbody a').focus()");
  await browser.evaluate(`new Promise((done) => {
    const table = document.querySelector("tbody");
    const look = () => {
      const link = table.querySelector('a[href="${new URL(result).pathname}"]');
      if (link && !link.textContent.includes("not graded")) done();
    };
    new MutationObserver(look).observe(table, { childList: true, subtree: true });
    look();
  })`);
  expect("a keyboard that stays where it was",
    await browser.evaluate("document.activeElement === document.querySelector('tbody a')"));
}

function expect(what, holds) {
  if (holds) return;
  ++failed;
  console.log(`not as expected: ${what}`);
}

// What one does on the page of a quiz.
function quizIn(browser) {
  return {
    click: (selector) => browser.follow(() =>
      browser.evaluate(`document.querySelector('${selector}').click()`)),
    choose: (words) => browser.evaluate(`[...document.querySelectorAll("fieldset label")]
      .find((label) => label.textContent.includes(${JSON.stringify(words)})).click()`),
    text: () => browser.evaluate("document.body.innerText"),
  };
}

// The quiz that is open: its clock goes, also over a reload; what is chosen when it
// stands at nothing is sent.
async function takeQuiz(browser) {
  const { click, choose, text } = quizIn(browser);
  const left = () => browser.evaluate("Number(document.getElementById('clock').dataset.left)");
  await look(browser, "quiz");
  await click("button[value=begin]");
  const first = await left();
  await browser.evaluate(`new Promise((done) => new MutationObserver(done)
    .observe(document.getElementById("clock"), { childList: true }))`);
  await look(browser, "question");
  await browser.follow(() => browser.call("Page.reload"));
  expect("a clock that goes on", await left() < first);
  await choose("Nothing; the request hangs");
  await click("button[value=hint]");
  expect("a choice that is kept", await browser.evaluate("document.querySelector('input:checked') !== null"));
  await look(browser, "question-hint");
  await click("button[value=answer]");
  expect("an attempt less", (await text()).includes("1 attempt left"));
  await look(browser, "question-wrong");
  await choose("An error with status 500");
  await browser.follow(() => browser.evaluate(`{
    const now = performance.now.bind(performance);
    performance.now = () => now() + 3_600_000; }`));
  expect("what was chosen, sent at the end", (await text()).includes("Right"));
  await look(browser, "answered");
  await browser.call("Emulation.setScriptExecutionDisabled", { value: true });
  for (let page; (page = await text()).includes("Question ");) {
    if (page.includes(" left")) {
      expect("a page without scripts that says so", page.includes("when this page was loaded"));
      await browser.evaluate("document.querySelector('fieldset input').click()");
      await click("button[value=answer]");
    } else await click("button[value=next]");
  }
  await browser.call("Emulation.setScriptExecutionDisabled", { value: false });
  await look(browser, "quiz-result");
}

// That quiz once more, in two tabs at once: both show the same question, and what
// an older form answers is no second attempt.
async function takeQuizInTwoTabs(browser, page) {
  const { click, choose, text } = quizIn(browser);
  await browser.load(page);
  await click("button[value=begin]");
  const first = browser.session;
  const other = await browser.openPage();
  const second = browser.session;
  await browser.load(page);
  expect("a question that has begun elsewhere", (await text()).includes("Question 1 of "));
  await choose("Nothing; the request hangs");
  await click("button[value=answer]");
  expect("an attempt less in the second tab", (await text()).includes("1 attempt left"));
  browser.session = first;
  expect("an older page in the first", !(await text()).includes("1 attempt left"));
  await choose("An error with status 500");
  await click("button[value=answer]");
  expect("no attempt by an older form", (await text()).includes("1 attempt left"));
  await choose("An error with status 500");
  await click("button[value=answer]");
  expect("the right answer by a newer one", (await text()).includes("Right"));
  browser.session = second;
  await browser.follow(() => browser.call("Page.reload"));
  expect("the same in the second tab", (await text()).includes("Right"));
  browser.session = first;
  await browser.call("Target.closeTarget", { targetId: other });
  await browser.call("Page.bringToFront");
}

// What somebody far away sees of a problem, and of a result that comes by itself.
async function useSlowNetwork(browser, page, handIn) {
  const network = (latency, bytesPerSecond) => browser.call("Network.emulateNetworkConditions",
    { offline: false, latency, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond });
  await network(400, 50_000);
  await browser.load(page);
  expect("a form on a slow network",
    await browser.evaluate(`document.querySelector("main form textarea, main form .cm-editor") !== null
      && document.querySelector("button.main") !== null`));
  await openResult(browser, await handIn());
  expect("a result on a slow network",
    await browser.evaluate(`document.querySelector(".verdict") !== null`));
  await network(0, -1);
}

// As the instructor, on the page of a submission.
async function feedBack(browser, result) {
  const send = (form, fields) => browser.follow(() => browser.evaluate(`{
    const form = document.querySelector('form[action$="/${form}"]');
    for (const [name, value] of Object.entries(${JSON.stringify(fields)})) form.elements[name].value = value;
    form.querySelector("button").click(); }`));
  await send("comments", { text: "A line.\nAnother one." });
  await send("points", { points: "1", reason: "As agreed." });
  await send("regrade", {});
  await openResult(browser, result);
  const text = await browser.evaluate("document.body.innerText");
  for (const said of ["Another one.", "An instructor gave 1 of", "As agreed.", "had it graded again"]) {
    expect(`a page that says "${said}"`, text.includes(said));
  }
  await look(browser, "result-history");
}

async function visit(browser, link) {
  const home = new URL("/", link).href;
  const open = (path) => browser.load(new URL(path, home).href);
  const text = (selector) => browser.evaluate(`document.querySelector("${selector}")?.textContent ?? ""`);
  await browser.load(link);
  await look(browser, "join");
  await fill(browser, { name: "Ina", password: "long enough" });
  await open("/class/invitations");
  await fill(browser, { names: "Ana\nBo" });
  await look(browser, "invitations");
  const [invitation, another] = await browser.evaluate(
    `[...document.querySelectorAll("main code")].map((link) => link.textContent)`);
  await fetch(another, { method: "POST", redirect: "manual",
    body: new URLSearchParams({ password: "long enough" }) });
  await signOut(browser);
  await look(browser, "sign-in");

  await browser.load(invitation);
  await fill(browser, { password: "long enough" });
  await look(browser, "course");
  await open("/units/gather-introduction");
  await look(browser, "lesson");
  await open("/units/async-challenge");
  await takeQuiz(browser);
  await takeQuizInTwoTabs(browser, new URL("/units/async-challenge", home).href);
  const { cookies } = await browser.call("Network.getCookies", { urls: [home] });
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const fields = await useEditor(browser, new URL(`/units/${PROBLEM}`, home).href,
    { expect, look, openResult, formOf, handIn: (sent) => handIn(home, cookie, sent) });
  const result = await handIn(home, cookie, fields);
  await openResult(browser, result);
  await look(browser, "result");
  await useSlowNetwork(browser, new URL(`/units/${PROBLEM}`, home).href, () => handIn(home, cookie, fields));
  await open("/account");
  await fill(browser, { name: "CI" });
  await look(browser, "account");
  await signOut(browser);

  await signIn(browser, "Ina");
  await open("/class");
  await fillClass(browser, home, fields);
  await look(browser, "class");
  await open(`/class/units/${PROBLEM}`);
  await look(browser, "class-problem");
  expect("how the class does", (await text("main")).includes("Who has which result"));
  await open("/class");
  await open(await browser.evaluate(`document.querySelector("tbody a").getAttribute("href")`));
  await look(browser, "person");
  await browser.load(result);
  await look(browser, "result-revealed");
  await feedBack(browser, result);
  await useDesk(browser, home, { expect, look, openResult, handIn, signIn, signOut });
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
process.exit(failed === 0 && pages === 33 ? 0 : 1);
