// Bash, for which there is no grammar of CodeMirror's own.
import { StreamLanguage } from "@codemirror/language";
import { shell as mode } from "@codemirror/legacy-modes/mode/shell";

export const shell = () => StreamLanguage.define(mode);
