"""A source file of Go's, as far as its tests need it: what it imports and declares,
by its words as Go's specification has them."""

import re

_TOKEN = re.compile(r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<text>"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)+')
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)
  | (?P<sign>.)""", re.VERBOSE | re.DOTALL)
_TASK = re.compile(r"^//\s*testRunnerTaskID=(\d+)\s*$", re.MULTILINE)
# Behind which an end of a line ends what is declared.
_ENDS = {"text", "word", "number"}
_CLOSING = {")": "(", "]": "[", "}": "{"}


class Token:
    def __init__(self, kind, text, offset, line, column):
        self.kind, self.text, self.offset = kind, text, offset
        self.line, self.column = line, column


class Name:
    """What is declared for the whole package; `kind` is func, var, const or type."""

    def __init__(self, kind, token):
        self.kind, self.token, self.text = kind, token, token.text


class Source:
    def __init__(self, name, text):
        self.name, self.text = name, text
        self.tokens = []
        line, begin = 1, 0
        for found in _TOKEN.finditer(text):
            if found.lastgroup != "space":
                self.tokens.append(Token(found.lastgroup, found[0], found.start(),
                                         line, found.start() - begin + 1))
            if "\n" in found[0]:
                line += found[0].count("\n")
                begin = found.start() + found[0].rindex("\n") + 1
        self.package = (self.tokens[1].text if len(self.tokens) > 1
                        and self.tokens[0].text == "package" else "")
        self.imports, self.names = [], []
        self._read()

    def _read(self):
        """Goes through what stands in no block of a function's."""
        depth, group = 0, None
        before = None
        for i, token in enumerate(self.tokens):
            text = token.text if token.kind == "sign" else ""
            if depth == 0 and token.kind == "word":
                if token.text in ("import", "var", "const", "type"):
                    group = token.text
                    self._spec(group, i + 1)
                elif token.text == "func":
                    group = None
                    if self._is(i + 1, "word"):
                        self.names.append(Name("func", self.tokens[i + 1]))
            elif group is not None and depth == 1 and (
                    before.text in ("(", ";") or token.line > before.line
                    and (before.kind in _ENDS or before.text in _CLOSING)):
                self._spec(group, i)
            if text in ("(", "[", "{"):
                # Behind the word alone it is one around its specifications.
                if depth == 0 and (before is None or before.text != group):
                    group = None
                depth += 1
            elif text in _CLOSING:
                depth -= 1
            before = token

    def _is(self, i, kind):
        return i < len(self.tokens) and self.tokens[i].kind == kind

    def _spec(self, group, i):
        """What is declared from there on, or imported."""
        if group == "import":
            if i + 1 < len(self.tokens) and self.tokens[i].kind != "text":
                i += 1  # the name that it gets here
            if self._is(i, "text"):
                self.imports.append(self.tokens[i])
            return
        while self._is(i, "word"):
            self.names.append(Name(group, self.tokens[i]))
            if group == "type" or not (i + 1 < len(self.tokens)
                                       and self.tokens[i + 1].text == ","):
                return
            i += 2

    def functions(self, beginning):
        return [name for name in self.names
                if name.kind == "func" and name.text.startswith(beginning)]

    def code(self, name):
        """The source of a function: to the line that closes it, by gofmt's rule."""
        lines = self.text.splitlines()[name.token.line - 1:]
        code = []
        for line in lines:
            code.append(line)
            if line.startswith("}") or (len(code) == 1 and line.endswith("}")):
                break
        return "\n".join(code) + "\n"

    def task(self, name):
        """Which task of an exercise the function tests: a comment before it."""
        before = self.text.splitlines()[:name.token.line - 1]
        while before and before[-1].startswith("//"):
            found = _TASK.match(before.pop())
            if found:
                return int(found[1])
        return 0
