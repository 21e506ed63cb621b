// How a file is coloured and indented, by its name. What knows a language is a file
// of its own, which a browser asks for when it opens the first text in it.
import { indentUnit } from "@codemirror/language";
import { EditorState } from "@codemirror/state";

const LANGUAGES = [
  [/\.(c|h|cc|cpp|cxx|hh|hpp|hxx)$/, async () => (await import("@codemirror/lang-cpp")).cpp()],
  [/\.go$/, async () => (await import("@codemirror/lang-go")).go()],
  [/\.java$/, async () => (await import("@codemirror/lang-java")).java()],
  [/\.(js|mjs|cjs)$/, async () => (await import("@codemirror/lang-javascript")).javascript()],
  [/\.py$/, async () => (await import("@codemirror/lang-python")).python()],
  [/\.rs$/, async () => (await import("@codemirror/lang-rust")).rust()],
  [/\.(sh|bash)$/, async () => (await import("./shell.js")).shell()],
];

// An extension, once it is there; null where none is known, or it cannot be had.
export async function languageOf(name) {
  const known = LANGUAGES.find(([pattern]) => pattern.test(name));
  return known ? known[1]().catch(() => null) : null;
}

// As the file has it already.
function indentationOf(name, text) {
  const first = /^(\t| {2,8})\S/m.exec(text);
  if (first) return first[1];
  if (name.endsWith(".go")) return "\t";
  return /\.(py|java|rs)$/.test(name) ? "    " : "  ";
}

export const indentation = (name, text) =>
  [indentUnit.of(indentationOf(name, text)), EditorState.tabSize.of(4)];
