// The editor of a problem's page, in place of its text areas, which stay as they are
// where no script runs. The areas are what the form sends, so nothing else has to
// know of it.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment } from "@codemirror/state";
import {
  EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap,
  lineNumbers,
} from "@codemirror/view";
import { draftKeeper, draftOf } from "./drafts.js";
import { indentation, languageOf } from "./languages.js";
import { linkMarks, placeOf, readMarks, saidHere, showMarks, signs } from "./marks.js";
import { tabbed } from "./tabs.js";
import { theme } from "./theme.js";

const form = document.querySelector("form[data-nonce]");
const areas = [...form.querySelectorAll("textarea")];
const marks = readMarks();

const hint = document.createElement("p");
hint.id = "editor-hint";
hint.className = "faint";
hint.textContent = "Ctrl-Enter checks. Tab indents; Escape, then Tab, leaves the editor."
  + (marks.length > 0 ? " F8 goes to the next mark." : "");

// What is said of the line that the cursor is in, and what became of a draft.
const here = document.createElement("p");
here.className = "here said";
here.setAttribute("role", "status");

// From Escape until another key is pressed, Tab leaves.
const tabLeaves = EditorView.domEventHandlers({
  keydown(event, view) {
    if (event.key === "Escape") view.setTabFocusMode(true);
    else if (!["Tab", "Shift"].includes(event.key)) view.setTabFocusMode(false);
  },
  blur(_, view) {
    view.setTabFocusMode(false);
  },
});

const language = new Compartment();

const check = { key: "Ctrl-Enter", mac: "Cmd-Enter", run: () => { form.requestSubmit(); return true; } };
const checkOnMac = { mac: "Ctrl-Enter", run: check.run };

function extensionsFor(name, text, changed) {
  return [
    EditorView.cspNonce.of(form.dataset.nonce),
    signs, lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(),
    highlightSpecialChars(), history(), bracketMatching(), closeBrackets(), indentOnInput(),
    highlightSelectionMatches({ minSelectionLength: 3 }), indentation(name, text), language.of([]), theme, tabLeaves,
    keymap.of([check, checkOnMac, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap,
      ...searchKeymap, ...lintKeymap, indentWithTab]),
    EditorView.contentAttributes.of({ "aria-label": name, "aria-describedby": hint.id, tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed();
      if (update.docChanged || update.selectionSet) here.textContent = saidHere(update.state);
    }),
  ];
}

// Only what differs, so that marks elsewhere stay where they are.
function replaceText(view, text) {
  const now = view.state.doc.toString();
  let from = 0;
  while (from < now.length && now[from] === text[from]) ++from;
  let cut = 0;
  const most = Math.min(now.length, text.length) - from;
  while (cut < most && now[now.length - 1 - cut] === text[text.length - 1 - cut]) ++cut;
  view.dispatch({ changes: { from, to: now.length - cut, insert: text.slice(from, text.length - cut) } });
}

function open(area) {
  const name = area.name.replace(/^file:/, "");
  const element = document.createElement("div");
  const textNow = () => view.state.doc.toString();
  const view = new EditorView({
    doc: area.value, parent: element,
    extensions: extensionsFor(name, area.value, draftKeeper(area, textNow)),
  });
  form.addEventListener("formdata", ({ formData }) => formData.set(area.name, textNow()));
  languageOf(name).then((known) => {
    if (known) view.dispatch({ effects: language.reconfigure(known) });
  });
  const own = marks.filter(({ file }) => file === name);
  showMarks(view, own);
  return { name, element, view, area, note: own.length > 0 ? own.length : "" };
}

// One tab for each of several files; one has its name above it.
function arrange(files) {
  const labels = areas.map((area) => form.querySelector(`label[for="${area.id}"]`));
  areas[0].after(here, hint);
  if (files.length > 1) {
    const { all, open: openTab } = tabbed(files, () => { here.textContent = ""; });
    labels.forEach((label) => label.remove());
    areas[0].before(all);
    return openTab;
  }
  const title = document.createElement("p");
  title.append(...labels[0].childNodes);
  labels[0].replaceWith(title);
  areas[0].before(files[0].element);
  return () => {};
}

// A browser gives the keyboard to what an address names, at some time while the page
// is loaded.
function focusInPlaceOf(section, view) {
  const pass = () => {
    section.removeAttribute("tabindex");
    view.focus();
  };
  if (document.activeElement === section) pass();
  else section.addEventListener("focus", pass, { once: true });
}

if (areas.length > 0) {
  const files = areas.map(open);
  const openTab = arrange(files);
  areas.forEach((area) => { area.hidden = true; });
  linkMarks(marks, (mark) => {
    const number = files.findIndex(({ name }) => name === mark.file);
    const { view } = files[number];
    openTab(number);
    const place = placeOf(view, mark);
    view.focus();
    if (place !== null) {
      view.dispatch({ selection: { anchor: place }, effects: EditorView.scrollIntoView(place, { y: "center" }) });
    }
  });
  const restored = files.filter(({ view, area }) => {
    const draft = draftOf(area);
    if (draft !== null) replaceText(view, draft);
    return draft !== null;
  });
  if (restored.length > 0) {
    here.textContent = `What you wrote here and did not check yet is back: ${
      restored.map(({ name }) => name).join(", ")}. Ctrl-Z shows what was here without it.`;
  }
  if (location.hash === "#solution") focusInPlaceOf(document.getElementById("solution"), files[0].view);
}
