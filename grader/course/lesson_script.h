// The script and the style of a lesson's page. The script steps through an
// execution, tells of a choice whether it is right, and writes the file of
// answers of a quiz.
#ifndef GRADER_COURSE_LESSON_SCRIPT_H_
#define GRADER_COURSE_LESSON_SCRIPT_H_

#include "absl/strings/string_view.h"

namespace grader {

inline constexpr absl::string_view kLessonStyle = R"css(
.line { display: block; }
.line.here { background: var(--mark); }
.line.here::before { content: "▶ "; }
tr[aria-current] > * { background: var(--mark); }
.changed { font-weight: 600; }
.changed small { color: var(--faint); font-weight: 400; }
.stepper { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.stepper input { flex: 1 1 8rem; }
button {
  font: inherit; padding: .25rem .75rem; color: var(--ink);
  background: var(--box); border: 1px solid var(--faint); border-radius: 4px;
}
fieldset {
  min-width: 0; border: 1px solid var(--line); border-radius: 6px;
  margin: 1rem 0;
}
legend { font-weight: 600; }
fieldset label { display: block; padding: .25rem 0; }
textarea {
  width: 100%; font-family: ui-monospace, monospace; background: var(--box);
  color: var(--ink); border: 1px solid var(--faint);
}
)css";

inline constexpr absl::string_view kLessonScript = R"js(
"use strict";
function element(name, text, attributes) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  return made;
}

// ---- Steps: buttons, a slider, ←/→ Home End, #step=4 ----

let active;
const executions = [];
for (const section of document.querySelectorAll(".execution")) {
  const rows = [...section.querySelectorAll("tr[data-step]")];
  if (rows.length === 0) continue;
  const lines = [...document.querySelectorAll(
    `.program[data-program="${section.dataset.program}"] .line`)];
  const bar = element("div", "", { class: "stepper", role: "group", "aria-label": "Steps" });
  const slider = element("input", "", { type: "range", min: 0, max: rows.length, value: 0,
    "aria-label": "Step" });
  const said = element("p", "", { class: "faint", role: "status" });
  const execution = { step: 0, rows, go(step) {
    execution.step = Math.min(Math.max(step, 0), rows.length);
    slider.value = execution.step;
    let line = 0;
    for (const row of rows) {
      if (Number(row.dataset.step) === execution.step) {
        row.setAttribute("aria-current", "step");
        line = Number(row.dataset.line);
      } else row.removeAttribute("aria-current");
    }
    for (const one of lines) one.classList.toggle("here", line > 0 && Number(one.dataset.line) === line);
    const row = rows[execution.step - 1];
    const head = [...section.querySelectorAll("thead th")].map((cell) => cell.textContent);
    said.textContent = row
      ? [...row.children].map((cell, i) => `${head[i]} ${cell.textContent}`).join("; ") +
        (line > 0 ? `; line ${line} runs` : "; no line runs: the loop waits")
      : "Step through with the arrow keys.";
    active = execution;
  } };
  const button = (text, label, to) => {
    const made = element("button", text, { type: "button", "aria-label": label });
    made.addEventListener("click", () => show(execution, to()));
    bar.append(made);
  };
  button("|‹", "First step", () => 1);
  button("‹", "Step back", () => execution.step - 1);
  bar.append(slider);
  button("›", "Step on", () => execution.step + 1);
  button("›|", "Last step", () => rows.length);
  slider.addEventListener("input", () => show(execution, Number(slider.value)));
  section.prepend(bar, said);
  executions.push(execution);
}
active = executions[0];
function show(execution, step) {
  execution.go(step);
  history.replaceState(null, "", `#step=${execution.step}`);
}
function fromAddress() {
  const match = /^#step=(\d+)$/.exec(location.hash);
  for (const execution of executions) execution.go(match ? Number(match[1]) : execution.step);
  active = executions[0];
}
if (executions.length > 0) {
  fromAddress();
  addEventListener("hashchange", fromAddress);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, pre, .wide, summary")) return;
    const to = { ArrowLeft: active.step - 1, ArrowRight: active.step + 1, Home: 1,
      End: active.rows.length }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(active, to);
  });
}

// ---- Questions ----

const answers = document.getElementById("answers");
function value(question) {
  const chosen = [...question.querySelectorAll("input:checked")].map((input) => input.value);
  const text = question.querySelector("textarea");
  if (text) return text.value.trim() === "" ? '""'
    : "|\n" + text.value.replace(/\s+$/, "").split("\n").map((line) => "    " + line).join("\n");
  if (question.dataset.kind === "choose several") return `[${chosen.join(", ")}]`;
  return chosen.length > 0 ? chosen[0] : '""';
}
for (const question of document.querySelectorAll(".question")) {
  question.addEventListener("input", () => {
    if (answers) {
      answers.value = "answers:\n" + [...document.querySelectorAll(".question")]
        .map((one) => `  ${one.dataset.question}: ${value(one)}\n`).join("");
      return;
    }
    for (const label of question.querySelectorAll("label")) {
      const feedback = label.nextElementSibling;
      const input = label.querySelector("input");
      if (feedback && input && feedback.classList.contains("feedback")) feedback.hidden = !input.checked;
    }
  });
}
)js";

}  // namespace grader

#endif  // GRADER_COURSE_LESSON_SCRIPT_H_
