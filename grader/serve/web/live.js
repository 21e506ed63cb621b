// Pages that show what goes on as it happens, told by a stream of events. On a
// page that waits for a result that is all they do; the table of the class asks
// for a row again when it has changed, and for all when a deadline has.
"use strict";
const main = document.querySelector("main");

// Somebody is writing here: loading the page again would take that away.
const isBeingWritten = () => [...document.forms].some((form) => [...form.elements].some(
  (field) => "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue));

function listen(path, onEvent) {
  const source = new EventSource(path);
  source.onmessage = ({ data }) => onEvent(JSON.parse(data), source);
  // The browser connects again by itself, but not where it was refused.
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => isBeingWritten() ? listen(path, onEvent) : location.reload(), 5000);
  };
  return source;
}

function followSubmission(status) {
  listen(`/submissions/${status.dataset.submission}/events`, (event, source) => {
    if (event.state === "graded") {
      source.close();
      if (!isBeingWritten()) return location.reload();
      const link = document.createElement("a");
      link.href = location.href;
      link.textContent = "The result is there.";
      status.replaceChildren(link);
    } else if (event.state === "waiting") status.textContent = event.doing ?? `Waits; ${event.ahead} before it.`;
    else if (event.state === "grading") status.textContent = event.doing ?? "Is being graded.";
  });
}

function followClass() {
  const body = main.querySelector("tbody");
  const wanted = new Set();
  let asking = false;

  // The keyboard stays where it is.
  function replace(old, row) {
    const at = [...old.querySelectorAll("a")].indexOf(document.activeElement);
    old.replaceWith(row);
    if (at >= 0) row.querySelectorAll("a")[at]?.focus();
  }

  async function ask(path) {
    const answer = await fetch(path);
    // To where one signs in.
    if (answer.redirected) location.reload();
    // Who is no learner has no row.
    const text = answer.ok && !answer.redirected ? await answer.text() : "";
    return new DOMParser().parseFromString(text, "text/html");
  }

  // One question at a time: what changes meanwhile is asked for once.
  async function update() {
    if (asking) return;
    asking = true;
    try {
      while (wanted.size > 0) {
        const [person] = wanted;
        wanted.delete(person);
        const news = await ask(person === "" ? "/class" : `/class/people/${person}/row`);
        const titles = news.querySelector("thead tr");
        const shown = main.querySelector("thead tr");
        if (titles && titles.innerHTML !== shown.innerHTML) replace(shown, titles);
        for (const row of news.querySelectorAll("tbody tr")) {
          const old = body.querySelector(`tr[data-person="${row.dataset.person}"]`);
          if (old) replace(old, row);
          else body.append(row);
        }
      }
    } finally {
      asking = false;
    }
  }

  const source = listen("/class/events", (event) => {
    // A deadline is everybody's.
    wanted.add(event.person ?? "");
    update();
  });
  // What was missed while nobody listened.
  source.onopen = () => {
    wanted.add("");
    update();
  };
}

const status = document.querySelector("[data-submission]");
if (status) followSubmission(status);
else if (main.dataset.live === "class") followClass();
