// Does what an instructor does with a class on whose pages learners' work is, with a
// keyboard and no mouse: sets a deadline and an extension, while a table of the class
// is open elsewhere; has submissions compared; exports; grades again; and the same
// without scripts. Then looks at what learners see of it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { press, tabTo, type, until } from "./keyboard.mjs";

const SOLUTION = readFileSync(new URL("../../solutions/health-check/solution.py", import.meta.url), "utf8");

const text = (browser, selector) => browser.evaluate(
  `document.querySelector(${JSON.stringify(selector)})?.textContent ?? ""`);
const enter = (browser) => browser.follow(() => press(browser, "Enter"));
const scripts = (browser, on) =>
  browser.call("Emulation.setScriptExecutionDisabled", { value: !on });

// As somebody who is signed in, without a browser.
async function visitor(home, name) {
  const signedIn = await fetch(new URL("/sign-in", home), { method: "POST", redirect: "manual",
    body: new URLSearchParams({ name, password: "long enough" }) });
  const [cookie] = signedIn.headers.get("set-cookie").split(";");
  const page = await (await fetch(home, { headers: { cookie } })).text();
  const csrf = /name="csrf" value="(\w+)"/.exec(page)[1];
  return { cookie, csrf };
}

// Goes to the field by Tab, which marks what is in it, and types.
async function fillIn(browser, fields) {
  for (const [selector, words] of fields) {
    await tabTo(browser, selector);
    await type(browser, words);
  }
}

// Sets a deadline that is over, and an extension, both of which a table of the class
// shows that is open in another tab.
async function setDeadline(browser, unit, { expect, look }) {
  const first = browser.session;
  const other = await browser.openPage();
  const second = browser.session;
  await browser.load(new URL("/class", unit).href);
  await browser.evaluate("document.querySelector('thead a').focus()");

  browser.session = first;
  await browser.call("Page.bringToFront");
  await browser.load(unit);
  await fillIn(browser, [["#deadline", "soon"]]);
  await enter(browser);
  expect("what is wrong with a deadline", (await text(browser, "#deadline-wrong")).includes("soon"));
  expect("the keyboard where it is", await browser.evaluate("document.activeElement.id === 'deadline'"));
  await look(browser, "deadline-wrong");
  await press(browser, "Shift-Tab");
  await fillIn(browser, [["#deadline", "2020-01-01 12:00 Europe/Berlin"], ["#late", "3 points"]]);
  await enter(browser);
  expect("a deadline in UTC", (await text(browser, "main")).includes("Due 2020-01-01 11:00:00 UTC"));
  browser.session = second;
  await until(browser, `document.querySelector("thead").textContent.includes("Due 2020-01-01")
    && document.querySelectorAll("tbody tr").length === 2
    && [...document.querySelectorAll("tbody tr")].every((row) => row.textContent.includes("late"))`);
  expect("a keyboard that stays where it was",
    await browser.evaluate("document.activeElement === document.querySelector('thead a')"));
  await browser.call("Page.bringToFront");
  await look(browser, "class-late");

  browser.session = first;
  await browser.call("Page.bringToFront");
  await fillIn(browser, [["#name", "Ana"], ["#extension", "2099-01-01 00:00"]]);
  await enter(browser);
  await tabTo(browser, "section[aria-labelledby=due] summary");
  await press(browser, "Enter");
  const changes = await text(browser, "section[aria-labelledby=due] details");
  expect("who changed what", changes.includes("Ina") && changes.includes("Ana: extension, 2099-01-01"));
  await look(browser, "class-problem-deadline");
  browser.session = second;
  await until(browser, `[...document.querySelectorAll("tbody tr")].map((row) =>
    row.textContent.includes("late")).join() === "false,true"`);
  await browser.call("Target.closeTarget", { targetId: other });
  browser.session = first;
  await browser.call("Page.bringToFront");
}

// The page loads itself until then; in between there is none to look at.
async function untilCompared(browser) {
  while (!(await text(browser, "main").catch(() => "")).includes("Compared ")) {
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function compare(browser, unit, { expect, look }) {
  await browser.load(unit);
  await tabTo(browser, "a[href$='/similar']");
  await enter(browser);
  await look(browser, "similar-none");
  await tabTo(browser, "main form button");
  await enter(browser);
  await untilCompared(browser);
  await look(browser, "similar");
  await tabTo(browser, "main table a");
  await enter(browser);
  expect("two texts side by side", await browser.evaluate(`document.querySelectorAll(".both pre, .both code").length > 1`));
  await look(browser, "similar-pair");
}

// What a click on a button of the page that is open saves.
async function save(browser, selector, name) {
  const folder = mkdtempSync(join(tmpdir(), "grader-saved-"));
  try {
    await browser.call("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
    await tabTo(browser, selector);
    // A file of that name may be there before anything is in it.
    const saved = new Promise((done) => browser.listeners.set("Page.downloadProgress",
      ({ state }) => { if (state !== "inProgress") done(state); }));
    await press(browser, "Enter");
    if (await saved !== "completed") throw new Error(`${name} was not saved`);
    return readFileSync(join(folder, name), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exportClass(browser, home, { expect }) {
  await browser.load(new URL("/class", home).href);
  for (const [selector, name] of [["a[href='/class.csv']", "class.csv"],
    ["button[value=canvas]", "canvas.csv"], ["button[value=moodle]", "moodle.csv"]]) {
    const saved = await save(browser, selector, name);
    expect(`learners in ${name}`, saved.includes("Ana") && saved.includes("Bo"));
  }
}

async function gradeAgain(browser, home, result, { expect, openResult, look }) {
  await browser.load(new URL("/class", home).href);
  await fillIn(browser, [["#unit", "Health"]]);
  await tabTo(browser, "form[action='/class/regrade'] button");
  await enter(browser);
  await openResult(browser, result);
  expect("who had it graded again",
    (await text(browser, "section[aria-labelledby=history]")).includes("had it graded again"));
  await tabTo(browser, "section[aria-label=Changes] summary");
  await press(browser, "Enter");
  expect("what changed", await browser.evaluate(`document.querySelector("section[aria-label=Changes] details").open`));
  await look(browser, "result-changed");
}

// The forms and the comparison, without scripts.
async function withoutScripts(browser, unit, { expect }) {
  await scripts(browser, false);
  await browser.load(unit);
  await fillIn(browser, [["#name", "Ana"], ["#extension", "3d"]]);
  await enter(browser);
  expect("an extension without scripts", (await text(browser, "main")).includes("Ana: 3d, until 2020-01-04"));
  await browser.load(`${unit}/similar`);
  await tabTo(browser, "main form button");
  await enter(browser);
  await untilCompared(browser);
  expect("pairs without scripts", await browser.evaluate(`document.querySelector("main table a") !== null`));
  await browser.load(new URL("/class", unit).href);
  expect("the class without scripts", (await text(browser, "tbody")).includes("Bo"));
  await browser.load(unit);
  await fillIn(browser, [["#name", "Ana"], ["#extension", "2099-01-01 00:00"]]);
  await enter(browser);
  await scripts(browser, true);
}

// What Bo, whose work is late, and Ana, who has an extension, are told.
async function asLearners(browser, home, unit, results, { expect, look, signIn, signOut }) {
  const problem = new URL(unit.replace("/class/", "/"), home).href;
  await signIn(browser, "Bo");
  expect("what is due on the map", (await text(browser, "main")).includes("Was due 2020-01-01 11:00:00 UTC"));
  await look(browser, "course-due");
  await browser.load(problem);
  expect("what is due with the problem", (await text(browser, "main")).includes("what comes later: 3 points"));
  await look(browser, "problem-due");
  await browser.load(results.Bo);
  expect("what it loses", (await text(browser, "section[aria-label=Points]")).includes("3 of 10 points deducted"));
  await look(browser, "result-late");
  await browser.load(unit);
  expect("no deadline that learners set", !(await text(browser, "body")).includes("Set the deadline"));
  await signOut(browser);
  await signIn(browser, "Ana");
  await browser.load(problem);
  expect("an extension", (await text(browser, "main")).includes("Due 2098-12-31 23:00:00 UTC, with your extension"));
  await browser.load(results.Ana);
  await tabTo(browser, "section[aria-label=Changes] summary");
  await press(browser, "Enter");
  await look(browser, "result-changed-learner");
  await signOut(browser);
}

// As the instructor, who is signed in, of a class of Ana and Bo; `does` has what
// is done on other pages, too.
export async function useDesk(browser, home, does) {
  const unit = new URL("/class/units/health-check", home).href;
  const results = {};
  for (const [name, source] of [["Ana", SOLUTION], ["Bo", SOLUTION.replaceAll("well", "fine")]]) {
    const { cookie, csrf } = await visitor(home, name);
    results[name] = await does.handIn(home, cookie,
      [["csrf", csrf], ["language", "python"], ["file:solution.py", source]]);
    await does.openResult(browser, results[name]);
  }
  await setDeadline(browser, unit, does);
  await compare(browser, unit, does);
  await exportClass(browser, home, does);
  await gradeAgain(browser, home, results.Ana, does);
  await withoutScripts(browser, unit, does);
  await does.signOut(browser);
  await asLearners(browser, home, unit, results, does);
}
