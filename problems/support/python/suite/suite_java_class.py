"""A class file of Java's, as far as it tells what a class names: The Java Virtual
Machine Specification, chapter 4."""

import os
import re
import struct

# Sizes behind the tags of constants that are of no interest here.
_SIZES = {3: 4, 4: 4, 5: 8, 6: 8, 8: 2, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2}
_NAMED = re.compile(r"L([^;<]+);")


def classes_of(described):
    """Those that the type of a field or method names."""
    return _NAMED.findall(described)


class ClassFile:
    """`name` and `source`, `named` classes, and `members` that it reaches, as
    (class, name, type)."""

    def __init__(self, data):
        self._data, self._at = data, 8
        self._read_constants()
        self._at += 2
        self.name = self._class(self._u2())
        self._at += 2
        interfaces = self._u2()
        self._at += 2 * interfaces
        for _ in range(2):  # fields, methods
            for _ in range(self._u2()):
                self._at += 4
                self._described.append(self._u2())
                self._attributes()
        self.source = self._attributes().get("SourceFile", "")
        self.members = {(self._class(owner), *map(self._text, self._constants[what]))
                        for owner, what in self._references}
        # Of an array it is its elements'.
        self.named = {found[1] if (found := _NAMED.search(name)) else name
                      for name in map(self._class, self._classes)}
        for described in self._described:
            self.named.update(classes_of(self._text(described)))

    def _u2(self):
        self._at += 2
        return struct.unpack_from(">H", self._data, self._at - 2)[0]

    def _read_constants(self):
        self._constants, self._classes, self._references = {}, [], []
        self._described = []
        count, index = self._u2(), 1
        while index < count:
            tag = self._data[self._at]
            self._at += 1
            if tag == 1:
                length = self._u2()
                self._constants[index] = self._data[self._at:self._at + length]
                self._at += length
            elif tag == 7:
                self._constants[index] = self._u2()
                self._classes.append(index)
            elif tag in (9, 10, 11):
                self._references.append((self._u2(), self._u2()))
            elif tag == 12:
                self._constants[index] = (self._u2(), self._u2())
                self._described.append(self._constants[index][1])
            else:
                self._at += _SIZES[tag]
            index += 2 if tag in (5, 6) else 1

    def _text(self, index):
        return self._constants[index].decode(errors="replace")

    def _class(self, index):
        return self._text(self._constants[index])

    def _attributes(self):
        found = {}
        for _ in range(self._u2()):
            name = self._text(self._u2())
            length = struct.unpack_from(">I", self._data, self._at)[0]
            self._at += 4
            if name == "SourceFile":
                [index] = struct.unpack_from(">H", self._data, self._at)
                found[name] = self._text(index)
            self._at += length
        return found


def classes_in(folder):
    """All that lie there, in the order of their files' names."""
    found = []
    for path, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".class"):
                with open(os.path.join(path, name), "rb") as file:
                    found.append(ClassFile(file.read()))
    return found
