// Solves a problem in the editor of its page as somebody does who has a keyboard and
// no mouse: goes to it, types, checks, finds the line that is marked, mends it,
// checks again; leaves it; loads the page anew; has two files; has no script.

import { press, tabTo, type, until } from "./keyboard.mjs";

const isInEditor = (browser) => browser.evaluate(
  `document.activeElement.closest(".cm-editor") !== null`);

const text = (browser, selector) => browser.evaluate(
  `document.querySelector(${JSON.stringify(selector)})?.textContent ?? ""`);
// Also of the lines that are not in sight, and so not on the page.
const written = (browser, name) => browser.evaluate(
  `new FormData(document.querySelector("main form")).get("file:${name}")`);

const EDITOR = ".cm-content";

// Goes to the result of what was sent, and waits for it there.
async function check(browser, openResult) {
  await browser.follow(() => press(browser, "Ctrl-Enter"));
  await openResult(browser, await browser.evaluate("location.href"));
}

// From its result.
async function goOn(browser) {
  await tabTo(browser, "a[href$='#solution']");
  await browser.follow(() => press(browser, "Enter"));
  await until(browser, `document.activeElement.matches("${EDITOR}")`);
}

// As it is when the page is loaded anew.
async function keepsDraft(browser, expect) {
  const before = await written(browser, "solution.py");
  await type(browser, "# later");
  await until(browser, `new FormData(document.querySelector("main form")).get("file:solution.py").includes("# later")`);
  await browser.follow(() => browser.call("Page.reload"));
  await until(browser, `document.querySelector("${EDITOR}")`);
  expect("what was not checked yet, after a reload",
    (await written(browser, "solution.py")).includes("# later"));
  expect("words about that", (await text(browser, ".here")).includes("is back"));
  await tabTo(browser, EDITOR);
  await press(browser, "Ctrl-z");
  expect("what was handed in, undone", await written(browser, "solution.py") === before);
}

async function leavesByTab(browser, expect) {
  await press(browser, "Tab");
  expect("a Tab that indents", await isInEditor(browser));
  await press(browser, "Ctrl-z");
  await press(browser, "Escape");
  await press(browser, "Tab");
  expect("Escape and Tab that leave the editor", !await isInEditor(browser));
  await press(browser, "Shift-Tab");
  expect("a way back", await isInEditor(browser));
  await press(browser, "Escape");
  await press(browser, "Shift-Tab");
  expect("Escape and Shift-Tab that leave it too", !await isInEditor(browser));
  await tabTo(browser, EDITOR);
}

// `page` is the address of a problem in Python. Gives what the form sends at last.
export async function useEditor(browser, page, { expect, look, openResult, formOf, handIn }) {
  await browser.call("Emulation.setFocusEmulationEnabled", { enabled: true });
  await browser.load(`${page}?lang=python`);
  await tabTo(browser, EDITOR);
  await until(browser, `document.querySelector(".cm-line span[class]")`);
  expect("numbers of lines", (await text(browser, ".cm-lineNumbers")).includes("2"));
  expect("a hint how to leave", (await text(browser, "#editor-hint")).includes("Escape, then Tab, leaves"));
  await leavesByTab(browser, expect);
  const starter = await written(browser, "solution.py");
  await press(browser, "Ctrl-End");
  await type(browser, "\nhalf = = 2\n");
  await look(browser, "problem");
  await check(browser, openResult);
  await look(browser, "result-compile-error");

  await goOn(browser);
  const number = starter.split("\n").length + 1;
  expect("a list of what is marked", (await text(browser, ".marks button")).startsWith(`solution.py:${number}`));
  await press(browser, "F8");
  await until(browser, `document.querySelector(".here").textContent.startsWith("Line ${number}: ")`);
  expect("a sign beside the line", await browser.evaluate(`(() => {
    const sign = document.querySelector(".cm-lint-marker-error").closest(".cm-gutterElement");
    const line = [...document.querySelectorAll(".cm-lineNumbers .cm-gutterElement")]
      .find((one) => one.textContent === "${number}");
    return Math.abs(sign.getBoundingClientRect().top - line.getBoundingClientRect().top) < 2;
  })()`));
  expect("the line itself marked", await browser.evaluate(`document.querySelector(".cm-lintRange-error") !== null`));
  await look(browser, "problem-marked");
  await keepsDraft(browser, expect);
  await press(browser, "Escape");
  await tabTo(browser, ".marks button");
  await press(browser, "Enter");
  expect("a way from the list to the line", await isInEditor(browser));
  await press(browser, "Ctrl-Shift-k");
  await check(browser, openResult);
  expect("a check of what was mended", !(await text(browser, ".verdict")).includes("compile error"));

  await browser.load(page);
  const fields = await formOf(browser);
  await openResult(browser, await handIn([...fields, ["file:other.py", "def half(:\n"]]));
  await browser.load(page);
  await tabTo(browser, "[role=tab]");
  await look(browser, "problem-tabs");
  await press(browser, "ArrowRight");
  expect("the other file", (await text(browser, "[role=tabpanel]:not([hidden])")).includes("health_check"));
  await browser.evaluate(`document.querySelector(".marks button").click()`);
  expect("the file that is marked", await isInEditor(browser)
    && (await text(browser, "[role=tab][aria-selected=true]")).startsWith("other.py"));

  await browser.call("Emulation.setScriptExecutionDisabled", { value: true });
  await browser.load(page);
  expect("text areas without scripts", await browser.evaluate(
    `document.querySelector(".cm-editor") === null
      && [...document.querySelectorAll("textarea")].every((area) => area.checkVisibility())`));
  expect("marks without scripts", (await text(browser, ".marks")).includes("other.py:1"));
  await browser.call("Emulation.setScriptExecutionDisabled", { value: false });
  return fields;
}
