// Makes Mutants of a program, by operators that know what goes wrong in
// asynchronous code. Pure.
#ifndef GRADER_SYNTAX_MUTATE_H_
#define GRADER_SYNTAX_MUTATE_H_

#include <vector>

#include "grader/syntax/mutant.h"
#include "grader/syntax/mutate_dialect.h"
#include "grader/syntax/syntax_tree.h"

namespace grader {

// All mutants of `tree`, text in the language of `dialect`, in the order of the
// text; each differs from the source.
//
//   drop await         await f() -> f()
//   gather in sequence calls that ran together run one after another
//   block              asynchronous sleep -> a sleep that blocks the thread
//   swap arguments     f(a, b) -> f(b, a)
//   swap results       {a, b} -> {b, a}
//   drop call          a call whose result nobody uses: release, cancel, set …
//   drop assignment    x = y and x += y, without effect
//   drop finally       what `finally` or a destructor does
//   drop error branch  `except`/`catch`: the error goes on its way
//   drop guard         an `if` that only throws, raises, returns or continues
//   ignore parameter   a parameter has the default value of its type
//   change number      a number one more, one less; twice, half if it is large
//   negate condition   of if, while and conditional expressions
//   change operator    + -, * /, < <=, > >=, == !=, && ||, += -=, ++ --
//   change boolean     true false
//   change text        "created" -> ""
std::vector<Mutant> MakeMutants(const SyntaxTree& tree, const Dialect& dialect);

}  // namespace grader

#endif  // GRADER_SYNTAX_MUTATE_H_
