// What the tests of diagnostics match them by.
#ifndef GRADER_EXECUTE_DIAGNOSTIC_TEST_MATCHERS_H_
#define GRADER_EXECUTE_DIAGNOSTIC_TEST_MATCHERS_H_

#include <gmock/gmock.h>

#include <string>

#include "grader/execute/diagnostic.h"

namespace grader {

inline auto HasMessage(const std::string& part) {
  return ::testing::Field("message", &Diagnostic::message,
                          ::testing::HasSubstr(part));
}

}  // namespace grader

#endif  // GRADER_EXECUTE_DIAGNOSTIC_TEST_MATCHERS_H_
