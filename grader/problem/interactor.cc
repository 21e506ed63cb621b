#include "grader/problem/interactor.h"

#include <variant>

namespace grader {

const Checker* InteractorOf(const TestCase& test_case) {
  const auto& out = test_case.expect.out;
  const auto* checker = out ? std::get_if<Checker>(&*out) : nullptr;
  return checker != nullptr && checker->interactive ? checker : nullptr;
}

}  // namespace grader
