"""Files of /proc, by which a program reads what it could not otherwise: its own
closed memory, and that of who started it. Closed to the programs of suites by a layer
of Landlock (landlock(7)), inside of which nobody reaches a process outside either."""

import ctypes
import os

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_WHICH_VERSION = 1
_PATH_BENEATH = 1
_WRITE_FILE, _READ_FILE, _REFER = 1 << 1, 1 << 2, 1 << 13
_MOVES = 2  # the first version in which files may go from one folder to another

_syscall = ctypes.CDLL(None).syscall


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def _call(number, *arguments):
    return _syscall(ctypes.c_long(number), *arguments)


def _ruleset():
    """Its descriptor: all but /proc is as before. Below 0 where the kernel has none."""
    version = _call(_CREATE_RULESET, None, ctypes.c_size_t(0),
                    ctypes.c_uint32(_WHICH_VERSION))
    files = _WRITE_FILE | _READ_FILE
    handled = ctypes.c_uint64(files | (_REFER if version >= _MOVES else 0))
    rules = _call(_CREATE_RULESET, ctypes.byref(handled), ctypes.c_size_t(8),
                  ctypes.c_uint32(0))
    if rules < 0:
        return rules
    closed = os.stat("/proc").st_dev
    for entry in os.scandir("/"):
        try:
            place = os.open(entry.path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        if os.fstat(place).st_dev != closed:
            rule = _Beneath(handled.value if entry.is_dir() else files, place)
            _call(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(rule),
                  ctypes.c_uint32(0))
        os.close(place)
    return rules


_rules = _ruleset()


def close():
    """From now on none of them opens to this process and those that it starts. Where
    the kernel cannot do that, nothing is done."""
    if _rules >= 0:
        _call(_RESTRICT_SELF, _rules, ctypes.c_uint32(0))
