"""A source file of Rust's, as far as its tests need it: its words, as Rust's
reference has them, and where tests stand."""

import re
import textwrap

_LINES = re.compile(r"\s+|//[^\n]*")
_COMMENT = re.compile(r"/\*|\*/")
_RAW = re.compile(r"[bc]?r(#*)\"")
_TEXT = re.compile(r"[bc]?\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_CHARACTER = re.compile(r"b?'(?:[^'\\\n]|\\[^\n][^'\n]*)'")
_WORD = re.compile(r"'?(?:r#)?[^\W\d]\w*")
_NUMBER = re.compile(r"\d\w*(?:\.\d\w*)?")
_TASK = re.compile(r"^\s*//\s*testRunnerTaskID=(\d+)\s*$")
CLOSING = {")": "(", "]": "[", "}": "{"}


class Token:
    """`kind` is word, text, number or sign."""

    def __init__(self, kind, text, offset, line, column):
        self.kind, self.text, self.offset = kind, text, offset
        self.line, self.column = line, column


class Test:
    """A function that is one, from the first of its attributes on that says more than
    that it is, or that it is left out until somebody comes to it."""

    def __init__(self, name, line, last_line):
        self.name, self.line, self.last_line = name, line, last_line


def _comment_end(text, at):
    """Comments in comments end, too."""
    depth = 0
    for found in _COMMENT.finditer(text, at):
        depth += 1 if found[0] == "/*" else -1
        if depth == 0:
            return found.end()
    return len(text)


def _token_at(text, at):
    """Its kind and its end."""
    raw = _RAW.match(text, at)
    if raw:
        end = text.find('"' + raw[1], raw.end())
        return "text", len(text) if end < 0 else end + 1 + len(raw[1])
    for kind, form in (("text", _TEXT), ("text", _CHARACTER), ("word", _WORD),
                       ("number", _NUMBER)):
        found = form.match(text, at)
        if found:
            return kind, found.end()
    return "sign", at + 1


def tokens_of(text):
    tokens, at, line, begin = [], 0, 1, 0
    while at < len(text):
        space = _LINES.match(text, at)
        if space:
            kind, end = "", space.end()
        elif text.startswith("/*", at):
            kind, end = "", _comment_end(text, at)
        else:
            kind, end = _token_at(text, at)
            word = text[at:end].removeprefix("r#") if kind == "word" else text[at:end]
            tokens.append(Token(kind, word, at, line, at - begin + 1))
        rows = text.count("\n", at, end)
        if rows:
            line += rows
            begin = text.rindex("\n", at, end) + 1
        at = end
    return tokens


class Source:
    def __init__(self, name, text):
        self.name, self.text = name, text
        self.tokens = tokens_of(text)

    def is_at(self, i, *texts):
        """Whether these stand there, one after the other."""
        found = self.tokens[i:i + len(texts)]
        return [token.text for token in found] == list(texts)

    def end_of_group(self, i):
        """Behind what closes the bracket there."""
        depth = 0
        for place in range(i, len(self.tokens)):
            token = self.tokens[place]
            if token.kind != "sign":
                continue
            depth += (token.text in CLOSING.values()) - (token.text in CLOSING)
            if depth == 0 and token.text in CLOSING:
                return place + 1
        return len(self.tokens)

    def modules(self):
        """The names of those that lie in other files."""
        return {self.tokens[i + 1].text for i, token in enumerate(self.tokens)
                if token.text == "mod" and token.kind == "word"
                and i + 2 < len(self.tokens) and self.tokens[i + 2].text == ";"}

    def bodies(self):
        """Where those begin that stand in the file: the places behind their `{`."""
        return [i + 3 for i, token in enumerate(self.tokens)
                if token.text == "mod" and token.kind == "word"
                and i + 2 < len(self.tokens) and self.tokens[i + 2].text == "{"]

    def first_item(self):
        """The place behind what is said of the whole file."""
        i = 0
        while self.is_at(i, "#", "!", "["):
            i = self.end_of_group(i + 2)
        return i

    def tests(self):
        """Those that are written out; what macros make of others is not seen."""
        found, modules, ends = [], [], []
        begin, is_test, i = None, False, 0
        while i < len(self.tokens):
            while ends and i >= ends[-1]:
                modules.pop()
                ends.pop()
            token = self.tokens[i]
            if self.is_at(i, "#", "["):
                is_test |= self.is_at(i + 2, "test", "]")
                if not (self.is_at(i + 2, "test", "]")
                        or self.is_at(i + 2, "ignore", "]")):
                    begin = begin or token
                i = self.end_of_group(i + 1)
                continue
            if token.text == "mod" and i + 2 < len(self.tokens):
                if self.tokens[i + 2].text == "{":
                    modules.append(self.tokens[i + 1].text)
                    ends.append(self.end_of_group(i + 2))
                    i += 2
            elif (token.text == "fn" and i + 1 < len(self.tokens)
                  and self.tokens[i + 1].kind == "word"):
                end = self._end_of_function(i)
                if is_test:
                    name = "::".join([*modules, self.tokens[i + 1].text])
                    found.append(Test(name, (begin or token).line,
                                      self.tokens[end - 1].line))
                i = end - 1
            elif token.text in ("pub", "async", "const", "unsafe"):
                begin = begin or token
                i += 1
                continue
            begin, is_test = None, False
            i += 1
        return found

    def _end_of_function(self, i):
        while i < len(self.tokens) and self.tokens[i].text not in ("{", ";"):
            i = (self.end_of_group(i) if self.tokens[i].text in ("(", "[") else i + 1)
        return self.end_of_group(i) if self.is_at(i, "{") else min(
            i + 1, len(self.tokens))

    def test_called(self, name):
        """One that a macro makes: where the name stands. Nothing if it does not."""
        for token in self.tokens:
            if token.kind == "word" and token.text == name.split("::")[-1]:
                return Test(name, token.line, token.line)
        return None

    def code(self, test):
        lines = self.text.splitlines()[test.line - 1:test.last_line]
        return textwrap.dedent("\n".join(lines)) + "\n"

    def task(self, test):
        """Which task of an exercise it belongs to: a comment before it."""
        lines = self.text.splitlines()[:test.line - 1]
        while lines and lines[-1].strip().startswith(("//", "#")):
            found = _TASK.match(lines.pop())
            if found:
                return int(found[1])
        return 0
