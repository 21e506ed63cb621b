// Opens HTML reports in headless Chromium, light and dark, wide and narrow,
// with everything unfolded, and complains about whatever axe-core finds, about
// any request beside the page itself, any element that could run a script, and
// any page wider than its window. Pages of lessons have a script of their own:
// their steps are gone through by keyboard alone, and the tables read. So has a
// page whose tables can be sorted: each column is, by keyboard.
//   node check.mjs [--screenshots FOLDER] FILE… [--lessons FILE…]
import { writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { axeComplaints, dress, withBrowser } from "./browser.mjs";

const LOOK = `(() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  return {
    active: document.querySelectorAll("script, img, iframe, object, embed, form, link[href^=http]").length,
    handlers: [...document.querySelectorAll("*")]
      .filter((e) => [...e.attributes].some((a) => a.name.startsWith("on"))).length,
    sortable: document.querySelector("table.sortable") !== null,
    overflow: document.documentElement.scrollWidth - window.innerWidth,
  };
})()`;

// What a script of a lesson's page says of the step it is at.
const STEP = `(() => {
  const section = document.querySelector(".execution");
  const row = section.querySelector("tr[aria-current=step]");
  const marked = [...document.querySelectorAll(".line.here")].map((line) => Number(line.dataset.line));
  return {
    cells: row ? [...row.children].map((cell) => cell.textContent) : [],
    line: row ? Number(row.dataset.line) : 0,
    marked, hash: location.hash, said: section.querySelector("[role=status]").textContent,
  };
})()`;
const TABLE = `[...document.querySelectorAll(".execution tr[data-step]")].map((row) =>
  [...row.children].map((cell) => cell.textContent))`;

async function press(browser, key) {
  for (const type of ["keyDown", "keyUp"]) {
    await browser.call("Input.dispatchKeyEvent", { type, key, code: key,
      text: key === "Enter" && type === "keyDown" ? "\r" : undefined,
      windowsVirtualKeyCode: { Enter: 13, ArrowLeft: 37, ArrowRight: 39, Home: 36, End: 35 }[key] });
  }
}

// Goes through the steps of the page's first execution.
async function stepComplaints(browser, url) {
  const found = [];
  await browser.call("Emulation.setScriptExecutionDisabled", { value: true });
  await browser.load(url);
  await browser.call("Emulation.setScriptExecutionDisabled", { value: false });
  await browser.load(url);
  const table = await browser.evaluate(TABLE);
  if (table.length === 0) return found;
  const at = async (step, how) => {
    const seen = await browser.evaluate(STEP);
    if (JSON.stringify(seen.cells) !== JSON.stringify(table[step - 1])) {
      found.push(`${how}: step ${step} expected, at ${JSON.stringify(seen.cells)}`);
    }
    if (seen.hash !== `#step=${step}`) found.push(`${how}: the address ends in ${seen.hash}`);
    if (!seen.said.includes(seen.cells[1])) found.push(`${how}: what is said is ${seen.said}`);
    if (seen.line > 0 && seen.marked.length > 0 && !seen.marked.every((line) => line === seen.line)) {
      found.push(`${how}: lines ${seen.marked} are marked, ${seen.line} runs`);
    }
  };
  for (let step = 1; step <= table.length; ++step) {
    await press(browser, "ArrowRight");
    await at(step, "→");
  }
  await press(browser, "ArrowRight");
  await at(table.length, "→ at the end");
  await press(browser, "Home");
  await at(1, "Home");
  await press(browser, "End");
  await at(table.length, "End");
  await press(browser, "ArrowLeft");
  await at(table.length - 1, "←");
  await browser.load("about:blank");
  await browser.load(url + "#step=2");
  await at(2, "#step=2");
  return found;
}

// Presses the heads of the page's first sortable table by keyboard, and complains
// about columns that are not in order.
async function sortComplaints(browser) {
  const { count, columns } = await browser.evaluate(`(() => {
    const head = document.querySelector("table.sortable").tHead.rows[0];
    return { count: head.querySelectorAll("button").length, columns: head.cells.length };
  })()`);
  const found = [];
  if (columns > count) return [`${count} of ${columns} columns can be sorted`];
  for (let column = 0; column < columns; ++column) {
    for (const order of ["ascending", "descending"]) {
      await browser.evaluate(`document.querySelector("table.sortable").tHead.rows[0]
        .cells[${column}].querySelector("button").focus()`);
      await press(browser, "Enter");
      const seen = await browser.evaluate(`(() => {
        const table = document.querySelector("table.sortable");
        const head = table.tHead.rows[0].cells[${column}];
        return { order: head.ariaSort, number: head.classList.contains("number"),
          texts: [...table.tBodies[0].rows].map((row) => row.cells[${column}].textContent.trim()) };
      })()`);
      if (seen.order !== order) found.push(`column ${column} is ${seen.order}, not ${order}`);
      const keys = seen.texts.filter((text) => text !== "")
        .map((text) => seen.number ? parseFloat(text) : text);
      if (order === "descending") keys.reverse();
      const sorted = [...keys].sort((a, b) => seen.number ? a - b : a.localeCompare(b));
      if (keys.join("\n") !== sorted.join("\n")) found.push(`column ${column}: ${keys} are not in order`);
      if (seen.texts.includes("") && seen.texts.at(-1) !== "") found.push(`column ${column}: what is empty is not last`);
    }
  }
  return found;
}

async function complaints(browser, file, scheme, width, screenshots, lesson) {
  const found = [];
  const url = pathToFileURL(resolve(file)).href;
  browser.listeners.set("Network.requestWillBeSent", ({ request }) => {
    if (request.url !== url && !request.url.startsWith(url + "#") && !request.url.startsWith("data:")) {
      found.push(`a request for ${request.url}`);
    }
  });
  await dress(browser, scheme, width);
  await browser.load(url);
  if (screenshots) {
    const { data } = await browser.call("Page.captureScreenshot", { captureBeyondViewport: true });
    writeFileSync(join(screenshots, `${basename(file)}-${scheme}-${width}.png`), data, "base64");
  }
  const seen = await browser.evaluate(LOOK);
  if (seen.active > (lesson || seen.sortable ? 1 : 0)) found.push(`${seen.active} elements that could load or run something`);
  if (seen.handlers > 0) found.push(`${seen.handlers} elements with event handlers`);
  if (seen.overflow > 0) found.push(`${seen.overflow} pixels wider than the window`);
  found.push(...(await axeComplaints(browser)));
  if (seen.sortable) found.push(...(await sortComplaints(browser)));
  return found;
}

async function main(files, lessons, screenshots) {
  let failed = 0;
  await withBrowser(async (browser) => {
    for (const file of [...files, ...lessons]) {
      const lesson = lessons.includes(file);
      for (const scheme of ["light", "dark"]) {
        for (const width of lesson ? [1280, 390] : [1280, 360]) {
          const found = await complaints(browser, file, scheme, width, screenshots, lesson);
          if (lesson && scheme === "light") {
            found.push(...(await stepComplaints(browser, pathToFileURL(resolve(file)).href)));
          }
          for (const complaint of found) console.log(`${file}, ${scheme}, ${width}: ${complaint}`);
          failed += found.length;
        }
      }
    }
  });
  console.log(`${files.length + lessons.length} pages, ${failed} complaints`);
  return failed === 0 && files.length + lessons.length > 0 ? 0 : 1;
}

const files = process.argv.slice(2);
const screenshots = files[0] === "--screenshots" ? files.splice(0, 2)[1] : "";
const divide = files.includes("--lessons") ? files.indexOf("--lessons") : files.length;
process.exit(await main(files.slice(0, divide), files.slice(divide + 1), screenshots));
