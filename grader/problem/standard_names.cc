#include "grader/problem/standard_names.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace grader {
namespace {

// sys.stdlib_module_names of Python 3.11, and what has come up to 3.14.
constexpr char kModules[] =
    "__future__ _abc _aix_support _android_support _apple_support _ast "
    "_ast_unparse _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs "
    "_codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr "
    "_codecs_tw _collections _collections_abc _colorize _compat_pickle "
    "_compression _contextvars _crypt _csv _ctypes _curses _curses_panel "
    "_datetime _dbm _decimal _elementtree _frozen_importlib "
    "_frozen_importlib_external _functools _gdbm _hashlib _heapq _hmac "
    "_imp _interpchannels _interpqueues _interpreters _io _ios_support "
    "_json _locale _lsprof _lzma _markupbase _md5 _msi _multibytecodec "
    "_multiprocessing _opcode _opcode_metadata _operator _osx_support "
    "_overlapped _pickle _posixshmem _posixsubprocess _py_abc "
    "_py_warnings _pydatetime _pydecimal _pyio _pylong _pyrepl _queue "
    "_random _remote_debugging _scproxy _sha1 _sha2 _sha256 _sha3 _sha512 "
    "_signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics "
    "_string _strptime _struct _suggestions _symtable _sysconfig _thread "
    "_threading_local _tkinter _tokenize _tracemalloc _types _typing "
    "_uuid _warnings _weakref _weakrefset _winapi _zoneinfo _zstd abc "
    "aifc annotationlib antigravity argparse array ast asynchat asyncio "
    "asyncore atexit audioop base64 bdb binascii bisect builtins bz2 "
    "cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop "
    "collections colorsys compileall compression concurrent configparser "
    "contextlib contextvars copy copyreg crypt csv ctypes curses "
    "dataclasses datetime dbm decimal difflib dis distutils doctest email "
    "encodings ensurepip enum errno faulthandler fcntl filecmp fileinput "
    "fnmatch fractions ftplib functools gc genericpath getopt getpass "
    "gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib "
    "imaplib imghdr imp importlib inspect io ipaddress itertools json "
    "keyword lib2to3 linecache locale logging lzma mailbox mailcap "
    "marshal math mimetypes mmap modulefinder msilib msvcrt "
    "multiprocessing netrc nis nntplib nt ntpath nturl2path numbers "
    "opcode operator optparse os ossaudiodev pathlib pdb pickle "
    "pickletools pipes pkgutil platform plistlib poplib posix posixpath "
    "pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data "
    "pyexpat queue quopri random re readline reprlib resource rlcompleter "
    "runpy sched secrets select selectors shelve shlex shutil signal site "
    "smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile "
    "sre_constants sre_parse ssl stat statistics string stringprep struct "
    "subprocess sunau symtable sys sysconfig syslog tabnanny tarfile "
    "telnetlib tempfile termios textwrap this threading time timeit "
    "tkinter token tokenize tomllib trace traceback tracemalloc tty "
    "turtle turtledemo types typing unicodedata unittest urllib uu uuid "
    "venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib "
    "xml xmlrpc zipapp zipfile zipimport zlib zoneinfo ";

// What pytest is made of, which lies where it is imported from.
constexpr char kModulesOfPytest[] =
    "_pytest attr attrs exceptiongroup iniconfig packaging pluggy py pygments "
    "pytest tomli";

// Those of C and of POSIX, and what the C and the C++ library include
// themselves; without ".h".
constexpr char kHeaders[] =
    "aio alloca assert complex cpio ctype cxxabi dirent dlfcn elf endian "
    "errno execinfo fcntl features fenv float fmtmsg fnmatch ftw getopt "
    "glob grp iconv inttypes iso646 langinfo libgen libintl limits link "
    "locale malloc math memory monetary mqueue ndbm netdb nl_types poll "
    "pthread pwd regex sched search semaphore setjmp signal spawn "
    "stdalign stdarg stdatomic stdbit stdbool stdckdint stddef stdint "
    "stdio stdlib stdnoreturn string strings stropts syslog tar termios "
    "tgmath threads time uchar ulimit unistd unwind utime utmpx wchar "
    "wctype wordexp xlocale ";

bool StandsIn(absl::string_view names, absl::string_view name) {
  const auto all = absl::StrSplit(names, ' ', absl::SkipEmpty());
  return std::find(all.begin(), all.end(), name) != all.end();
}

}  // namespace

bool IsStandardName(absl::string_view file, absl::string_view framework) {
  if (absl::ConsumeSuffix(&file, ".h")) return StandsIn(kHeaders, file);
  return absl::ConsumeSuffix(&file, ".py") &&
         (StandsIn(kModules, file) ||
          (framework == "pytest" && StandsIn(kModulesOfPytest, file)));
}

}  // namespace grader
