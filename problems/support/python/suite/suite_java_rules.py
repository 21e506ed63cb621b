"""What a submission in Java may not use where its tests run in its process: what
reaches another class's private parts, or runs code that no class of its names. And
what it may not call as the tests call something else."""

import zipfile

import suite_java_class as java

_CLASSES = (  # … and what they begin
    "java/beans/", "java/io/ObjectInputStream", "java/lang/ClassLoader",
    "java/lang/Module", "java/lang/StackWalker", "java/lang/instrument/",
    "java/lang/management/", "java/lang/reflect/", "java/net/URLClassLoader",
    "java/rmi/", "java/security/SecureClassLoader", "java/util/ServiceLoader",
    "javax/management/", "javax/naming/", "javax/script/", "javax/swing/",
    "javax/tools/", "javax/xml/transform/", "com/sun/", "jdk/", "sun/")
_HARMLESS = ("java/lang/reflect/Array",)
_FRAMEWORKS = ("org/junit/", "junit/", "org/assertj/", "org/hamcrest/",
               "org/opentest4j/", "org/apiguardian/", "suite_runner/")
_OF_SYSTEM = ("load", "loadLibrary", "setSecurityManager")
_OF_CLASS = frozenset("""
    arrayType asSubclass cast componentType desiredAssertionStatus equals
    getComponentType getEnumConstants getInterfaces getName getPackageName
    getSimpleName getSuperclass getTypeName hashCode isArray isAssignableFrom isEnum
    isInstance isInterface isPrimitive isRecord toString""".split())
# What lambdas, records and text that is put together are made by.
_MADE_BY = ("java/lang/invoke/LambdaMetafactory",
            "java/lang/invoke/StringConcatFactory")
# Of java.lang and java.util, which a file can use without importing them one by one.
_JAVA = frozenset("""
    org java javax junit
    AssertionError Boolean Byte CharSequence Character Class Comparable Double Enum
    Error Exception Float IllegalArgumentException IllegalStateException
    IndexOutOfBoundsException Integer Iterable Long Math NullPointerException Number
    NumberFormatException Object Runnable RuntimeException Short StrictMath String
    StringBuilder StringBuffer System Thread Throwable UnsupportedOperationException
    ArithmeticException ArrayIndexOutOfBoundsException ClassCastException Override
    Void AutoCloseable Cloneable InterruptedException
    ArrayDeque ArrayList Arrays Collection Collections Comparator HashMap HashSet
    Iterator LinkedHashMap LinkedHashSet LinkedList List Map NoSuchElementException
    Objects Optional Queue Random Set SortedMap SortedSet TreeMap TreeSet UUID
    """.split())


def _is_refused(name):
    return (name.startswith(_FRAMEWORKS)
            or name.startswith(_CLASSES) and name not in _HARMLESS)


def _is_refused_member(owner, name, described):
    if owner == "java/lang/Class":
        return name not in _OF_CLASS
    if owner in ("java/lang/System", "java/lang/Runtime") and name in _OF_SYSTEM:
        return True
    if owner.startswith("java/lang/invoke/"):
        return owner not in _MADE_BY
    return _is_refused(owner) or any(map(_is_refused, java.classes_of(described)))


def _shown(name):
    return name.replace("/", ".").replace("$", ".")


def _last(name):
    return name.split("/")[-1].split("$")[-1]


def broken_by(one):
    """What the class uses that it may not: words to say so, and those of which
    its source has one."""
    if one.name.startswith(_FRAMEWORKS):
        return [(f"{_shown(one.name)} is called as a class of the tests' framework",
                 [_last(one.name)])]
    found, told = [], set()
    for owner, name, described in sorted(one.members):
        if not _is_refused_member(owner, name, described):
            continue
        told.update([owner], java.classes_of(described))
        shown = _shown(owner) + ("" if name.startswith("<") else "." + name)
        found.append((f"the program uses {shown}",
                      [f"{_last(owner)}.{name}", name, _last(owner)]))
    found += [(f"the program uses {_shown(name)}", [_last(name)])
              for name in sorted(one.named - told) if _is_refused(name)]
    return [(said + ", with which it could change what the tests go by", words)
            for said, words in found]


def names_on_demand(packages, jars):
    """The classes that the jars have in packages of which all are imported."""
    names = set()
    for jar in jars if packages else ():
        with zipfile.ZipFile(jar) as opened:
            for path in opened.namelist():
                package, _, name = path.rpartition("/")
                if package.replace("/", ".") in packages:
                    names.add(name.removesuffix(".class"))
    return names


def mistaken(own, suite, on_demand, tested):
    """The classes among `own` which the tests name, and would not mean, as they do
    the one called `tested`: words to say so, and the class."""
    named = set().union(*(one.named for one in suite)) if suite else set()
    taken = {one.name for one in suite}
    for one in own:
        last = one.name.split("/")[-1]
        if one.name in taken:
            yield f"{_shown(one.name)} is a class of the tests: call it otherwise", one
        elif last in ("org", "java", "javax", "junit") or one.name in named and (
                last != tested and (last in _JAVA or last in on_demand)):
            yield (f"the tests use {last}, and mean another class: call this "
                   "something else"), one
