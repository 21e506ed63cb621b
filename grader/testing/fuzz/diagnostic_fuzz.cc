// Any bytes as what a compiler printed. The first byte chooses the compiler.
#include "grader/execute/diagnostic.h"
#include "grader/testing/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  using grader::DiagnosticFormat;
  constexpr DiagnosticFormat kFormats[] = {
      DiagnosticFormat::kNone, DiagnosticFormat::kGcc, DiagnosticFormat::kJavac,
      DiagnosticFormat::kRustc, DiagnosticFormat::kGo};
  if (size == 0) return 0;
  const absl::string_view output = grader::Bytes(data + 1, size - 1);
  const auto diagnostics =
      grader::ParseDiagnostics(kFormats[data[0] % std::size(kFormats)], output);
  for (const grader::Diagnostic& one : diagnostics) {
    grader::Require(one.line >= 0 && one.column >= 0,
                    "lines and columns count from 1");
  }
  return 0;
}
