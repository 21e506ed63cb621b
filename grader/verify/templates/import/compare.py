"""The default output validator of the ICPC problem package format, as a checker:
compare.py INPUT ANSWER FOLDER [FLAG …] < OUTPUT. Its flags: case_sensitive,
space_change_sensitive, float_tolerance E, float_absolute_tolerance E,
float_relative_tolerance E."""
import pathlib
import re
import sys

NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?(inf(inity)?|nan)", re.I)


def pieces(text):
    """Words and what stands between them, in turns."""
    return re.split(rb"([ \t\n\v\f\r]+)", text)


def is_close(said, wanted, absolute, relative):
    if not NUMBER.fullmatch(said):
        return False
    said, wanted = float(said), float(wanted)
    if said == wanted or (said != said and wanted != wanted):
        return True
    return any(
        limit is not None and abs(said - wanted) <= limit
        for limit in (absolute, None if relative is None else relative * abs(wanted)))


def main():
    flags = sys.argv[4:]
    absolute = relative = None
    fold = bytes.lower
    spaces = False
    while flags:
        flag = flags.pop(0)
        if flag == "case_sensitive":
            fold = bytes
        elif flag == "space_change_sensitive":
            spaces = True
        elif flag in ("float_tolerance", "float_absolute_tolerance",
                      "float_relative_tolerance"):
            value = float(flags.pop(0))
            if flag != "float_relative_tolerance":
                absolute = value
            if flag != "float_absolute_tolerance":
                relative = value
        else:
            sys.exit(f"unknown flag {flag}")
    said = sys.stdin.buffer.read()
    wanted = pathlib.Path(sys.argv[2]).read_bytes()
    if spaces:
        said, wanted = pieces(said), pieces(wanted)
    else:
        said, wanted = said.split(), wanted.split()
    floats = absolute is not None or relative is not None
    for i, word in enumerate(wanted):
        if i >= len(said):
            break
        if floats and NUMBER.fullmatch(word):
            same = is_close(said[i], word, absolute, relative)
        else:
            same = fold(said[i]) == fold(word)
        if not same:
            reject(f"word {i + 1}: {said[i][:40]!r} instead of {word[:40]!r}")
    if len(said) != len(wanted):
        reject(f"{len(said)} words instead of {len(wanted)}")
    sys.exit(42)


def reject(why):
    (pathlib.Path(sys.argv[3]) / "judgemessage.txt").write_text(why + "\n")
    sys.exit(43)


main()
