"""What a submission in Rust may not be written with: what would have its tests mean
something else, or run before them. And how tests are kept to the language's own
names."""

_NEVER = {
    **dict.fromkeys(
        ("no_mangle", "export_name", "link_section", "link_name", "link_ordinal",
         "linkage", "global_allocator", "panic_handler", "alloc_error_handler"),
        "is an attribute with which it could stand in for the library's own code, or "
        "run before the tests"),
    **dict.fromkeys(
        ("set_hook", "take_hook", "update_hook"),
        "is how the tests are told of what has failed"),
    **dict.fromkeys(
        ("asm", "global_asm", "naked_asm", "llvm_asm"),
        "stands for code that is not Rust's"),
}
_OWN_CRATES = ("std", "core", "alloc")
_INCLUDING = ("include", "include_str", "include_bytes")
_LEAVING = ("return", "break", "continue")
_COMPARING = ("PartialEq", "PartialOrd")

# What tests use of these is the language's, whatever a submission calls so.
_MACROS = ("assert", "assert_eq", "assert_ne", "debug_assert", "debug_assert_eq",
           "debug_assert_ne", "eprint", "eprintln", "format", "matches", "panic", "print",
           "println", "todo", "unimplemented", "unreachable", "vec", "write", "writeln")
_ITEMS = {
    **dict.fromkeys(("Some", "None"), "option::Option::"),
    **dict.fromkeys(("Ok", "Err"), "result::Result::"),
    "Option": "option::", "Vec": "vec::", "String": "string::", "Box": "boxed::",
    "drop": "mem::",
    **dict.fromkeys(
        ("bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize",
         "str", "u8", "u16", "u32", "u64", "u128", "usize"), "primitive::"),
}


def _names_used(source):
    """In what the file imports, or defines."""
    names, importing = set(), False
    for i, token in enumerate(source.tokens):
        if token.kind == "word":
            if token.text == "use":
                importing = True
            elif importing or source.tokens[i - 1].text in (
                    "struct", "enum", "union", "trait", "type", "fn", "mod", "const",
                    "static") or (source.tokens[i - 1].text == "!"
                                  and source.tokens[i - 2].text == "macro_rules"):
                names.add(token.text)
        elif token.text == ";":
            importing = False
    return names


def with_own_names(source):
    """The text of a file of tests, which imports what it uses of the language's own:
    in the lines that there are, so that places stay as they are."""
    taken = _names_used(source)
    paths = []
    used = {}
    for i, token in enumerate(source.tokens):
        if token.kind == "word":
            used[token.text] = used.get(token.text, False) or source.is_at(i + 1, "!")
    for name, is_macro in used.items():
        if name in taken:
            continue
        if name in _MACROS and is_macro:
            paths.append(name)
        elif name in _ITEMS:
            paths.append(_ITEMS[name] + name)
    if not paths:
        return source.text
    line = f"#[allow(unused_imports)] use ::std::{{{', '.join(sorted(paths))}}}; "
    text, added = source.text, 0
    for place in sorted({source.first_item(), *source.bodies()}):
        if place < len(source.tokens):
            at = source.tokens[place].offset + added
            text = text[:at] + line + text[at:]
            added += len(line)
    return text


class _Reading:
    """What one file of a submission's has that it may not."""

    def __init__(self, source, words):
        self._source = source
        self._has_macros = "macro_rules" in words
        self._has_exports = "macro_export" in words
        self._tokens = source.tokens
        self.found = []
        self._macros_end = 0  # behind the rules of the macro that is being read
        self._import = False
        self._attribute_end = 0

    def _before(self, i):
        return self._tokens[i - 1].text if i else ""

    def _tell(self, token, message):
        self.found.append((token, message))

    def read(self):
        for i, token in enumerate(self._tokens):
            if self._source.is_at(i, "#", "[") or self._source.is_at(i, "#", "!", "["):
                open_at = i + 1 if self._tokens[i + 1].text == "[" else i + 2
                self._attribute_end = max(self._attribute_end,
                                          self._source.end_of_group(open_at))
            if token.text == ";":
                self._import = False
            if token.kind == "word":
                self._read_word(i, token)
        return self.found

    def _read_word(self, i, token):
        text = token.text
        if text in _NEVER:
            self._tell(token, f"{text} {_NEVER[text]}: the program may not use it")
        elif text == "use":
            self._import = True
        elif text == "extern":
            if not (self._source.is_at(i + 1, "crate") and i + 2 < len(self._tokens)
                    and self._tokens[i + 2].text in _OWN_CRATES):
                self._tell(token, "extern reaches code that is not Rust's, or another "
                           "crate: the program may not use it")
        elif text in _OWN_CRATES and self._before(i) in ("mod", "as"):
            self._tell(token, f"{text} is Rust's own: call this something else")
        elif text in _INCLUDING:
            self._read_including(i, token)
        elif text == "path" and self._source.is_at(i + 1, "="):
            if i < self._attribute_end and not self._is_own(i + 2):
                self._tell(token, "a module's path leads out of what was handed in")
        elif text == "macro_rules":
            open_at = i + 3
            if self._source.is_at(i + 1, "!") and open_at < len(self._tokens):
                self._macros_end = max(self._macros_end,
                                       self._source.end_of_group(open_at))
        elif text in _LEAVING and i < self._macros_end and self._has_exports:
            self._tell(token, f"a macro for others that has {text} could end the test that "
                       "uses it: the program may not have one")
        elif text == "impl":
            self._read_impl(i)
        elif text in _COMPARING:
            self._read_comparing(i, token)

    def _is_own(self, i):
        """Whether a text stands there that names a file of the submission's."""
        if i >= len(self._tokens) or self._tokens[i].kind != "text":
            return False
        text = self._tokens[i].text
        return text[0] == '"' and not text.startswith('"/') and not any(
            sign in text for sign in ("..", "\\"))

    def _read_including(self, i, token):
        if self._source.is_at(i + 1, "!"):
            if self._is_own(i + 3):
                return
        elif token.text == "include" and not self._has_macros:
            return
        self._tell(token, f"{token.text} may name a file that was handed in, and no "
                   "other")

    def _read_impl(self, i):
        """Which trait it is has to be seen."""
        depth, given = 0, None
        for token in self._tokens[i + 1:]:
            if token.text in ("{", ";", "where"):
                return
            if token.text == "for" and given is not None:
                self._tell(given, "a macro that implements what it is given could have "
                           "the tests compare something else: name the trait")
                return
            depth += (token.text == "<") - (token.text == ">")
            if token.text == "$" and depth == 0:
                given = token
            if token.text == "for" and depth == 0:
                return

    def _read_comparing(self, i, token):
        if i < self._attribute_end:
            return
        if (self._before(i) not in (":", "+", "impl", ">", "dyn", "as")
                and not self._import and not self._source.is_at(i + 1, ":", ":")):
            self._tell(token, f"{token.text} stands where it is neither implemented nor "
                       "asked for")
            return
        if self._source.is_at(i + 1, "as"):
            self._tell(token, f"{token.text} is how the tests compare: it may have no "
                       "other name")
        if not self._source.is_at(i + 1, "<"):
            return
        depth, end = 0, i + 1
        while end < len(self._tokens):
            depth += (self._tokens[end].text == "<") - (
                self._tokens[end].text == ">" and self._before(end) != "-")
            end += 1
            if depth == 0:
                break
        other = [one.text for one in self._tokens[i + 2:end - 1]]
        if not self._source.is_at(end, "for"):
            return  # somebody asks for it
        own = []
        for one in self._tokens[end + 1:]:
            if one.text in ("{", "where", ";"):
                break
            own.append(one.text)
        if other not in (own, ["Self"]):
            self._tell(token, f"the tests compare by {token.text}: it may be "
                       f"implemented for {''.join(own)} and itself, not with "
                       f"{''.join(other)}")


def broken_by(sources):
    """(source, token, message) of each that is there."""
    words = {token.text for source in sources for token in source.tokens}
    return [(source, token, message) for source in sources
            for token, message in _Reading(source, words).read()]
