// The editor's colours: those of the page, in which light and dark are variables,
// and some more for code. Each has a contrast of at least 4.5 : 1 on its background.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const frame = EditorView.theme({
  "&": {
    color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: ".875rem",
    border: "1px solid var(--faint)", borderRadius: "4px",
  },
  ".cm-content": {
    "--word": "#7a2ea0", "--text": "#0a5c36", "--number": "#0b57b0",
    "--type": "#7a4f00", "--name": "#1a4f8b",
    caretColor: "var(--ink)", overflowWrap: "normal",
  },
  "@media (prefers-color-scheme: dark)": {
    ".cm-content": {
      "--word": "#d2a8ff", "--text": "#a5e3b5", "--number": "#8ab8ff",
      "--type": "#f0c060", "--name": "#9ecbff",
    },
  },
  "&.cm-focused": { outline: "3px solid var(--link)", outlineOffset: "2px" },
  ".cm-scroller": {
    fontFamily: "ui-monospace, monospace", lineHeight: "1.45",
    maxHeight: "70vh", overflow: "auto",
  },
  ".cm-content, .cm-gutter": { minHeight: "12em" },
  ".cm-gutters": {
    color: "var(--faint)", backgroundColor: "var(--box)",
    border: "0", borderRight: "1px solid var(--line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--box)" },
  ".cm-activeLineGutter": { color: "var(--ink)" },
  "&.cm-focused .cm-matchingBracket, .cm-searchMatch, .cm-selectionMatch":
    { backgroundColor: "var(--mark)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", color: "var(--bad)" },
  ".cm-tooltip, .cm-panels": {
    color: "var(--ink)", backgroundColor: "var(--box)", borderColor: "var(--line)",
  },
  ".cm-tooltip": { maxWidth: "min(40rem, 90vw)", border: "1px solid var(--line)" },
  ".cm-panel input, .cm-panel button": { width: "auto" },
  ".cm-panel.cm-search label": { display: "inline-block", margin: "0", fontWeight: "400" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": {
    color: "var(--ink)", backgroundColor: "var(--mark)",
  },
  ".cm-diagnostic": { whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--caution)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--bar)" },
});

const code = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.self, tags.null, tags.bool], color: "var(--word)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--text)" },
  { tag: [tags.number, tags.escape, tags.atom], color: "var(--number)" },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.meta], color: "var(--type)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName),
    tags.definition(tags.function(tags.variableName))], color: "var(--name)" },
  { tag: tags.comment, color: "var(--faint)", fontStyle: "italic" },
  { tag: tags.invalid, color: "var(--bad)" },
]);

export const theme = [frame, syntaxHighlighting(code)];
