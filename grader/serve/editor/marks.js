// What the last result says of lines: signs beside them, and a list from which one
// goes there.
import { forEachDiagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";

const SEVERITIES = { error: "error", warning: "warning" };

// The part of the text that a mark is about: from its column to the end of the word
// that begins there, or its whole line.
function rangeOf(doc, { line, column }) {
  const { from, to, text } = doc.line(Math.min(line, doc.lines));
  const begins = column > 0 && column <= text.length ? column - 1 : text.search(/\S|$/);
  const word = column > 0 ? /^\w+/.exec(text.slice(begins)) : null;
  return { from: from + begins, to: word ? from + begins + word[0].length : to };
}

export const signs = lintGutter();

// The marks of all files that are open, by the items of the list on the page.
export function readMarks() {
  return [...document.querySelectorAll(".marks [data-line]")].map((item) => ({
    item,
    file: item.dataset.file,
    line: Number(item.dataset.line),
    column: Number(item.dataset.column),
    severity: SEVERITIES[item.dataset.severity] ?? "info",
    message: item.querySelector(".said").textContent.trim(),
  }));
}

export function showMarks(view, marks) {
  view.dispatch(setDiagnostics(view.state, marks.map((mark) => (
    { ...rangeOf(view.state.doc, mark), severity: mark.severity, message: mark.message, mark }))));
}

// Where a mark's text has gone since; null when it is no more.
export function placeOf(view, mark) {
  let place = null;
  forEachDiagnostic(view.state, (found, from) => {
    if (found.mark === mark) place = from;
  });
  return place;
}

// What is said of the line that the cursor is in.
export function saidHere(state) {
  const line = state.doc.lineAt(state.selection.main.head);
  const said = [];
  forEachDiagnostic(state, ({ message }, from, to) => {
    if (from <= line.to && to >= line.from) said.push(message);
  });
  return said.length > 0 ? `Line ${line.number}: ${said.join(" · ")}` : "";
}

// Makes each item a button that leads to its line.
export function linkMarks(marks, goTo) {
  for (const mark of marks) {
    const button = document.createElement("button");
    button.type = "button";
    const place = mark.item.querySelector(".place");
    place.replaceWith(button);
    button.append(place);
    button.addEventListener("click", () => goTo(mark));
  }
}
