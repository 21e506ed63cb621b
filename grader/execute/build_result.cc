#include "grader/execute/build_result.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "grader/execute/wire_cbor.h"

namespace grader {
namespace {

using nlohmann::json;
using wire::Bytes;
using wire::Field;
using wire::Text;

json EncodeDiagnostic(const Diagnostic& diagnostic) {
  return {{"file", Bytes(diagnostic.file)},
          {"line", diagnostic.line},
          {"column", diagnostic.column},
          {"severity", static_cast<int>(diagnostic.severity)},
          {"message", Bytes(diagnostic.message)},
          {"excerpt", wire::List(diagnostic.excerpt)}};
}

Diagnostic DecodeDiagnostic(const json& j) {
  Diagnostic diagnostic;
  diagnostic.file = Text(Field(j, "file"));
  diagnostic.line = wire::SmallInteger(Field(j, "line"));
  diagnostic.column = wire::SmallInteger(Field(j, "column"));
  const int severity = wire::SmallInteger(Field(j, "severity"));
  if (severity < 0 || severity > static_cast<int>(Severity::kNote)) {
    throw wire::Malformed("no such severity");
  }
  diagnostic.severity = static_cast<Severity>(severity);
  diagnostic.message = Text(Field(j, "message"));
  diagnostic.excerpt = wire::Texts(Field(j, "excerpt"));
  return diagnostic;
}

}  // namespace

std::string EncodeBuildResult(const Build& build) {
  json diagnostics = json::array();
  for (const Diagnostic& diagnostic : build.diagnostics) {
    diagnostics.push_back(EncodeDiagnostic(diagnostic));
  }
  return wire::Serialize({{"ok", build.ok},
                          {"reason", build.reason},
                          {"message", Bytes(build.message)},
                          {"wall_time", wire::Nanoseconds(build.wall_time)},
                          {"log", Bytes(build.log)},
                          {"diagnostics", std::move(diagnostics)}});
}

std::optional<Build> DecodeBuildResult(absl::string_view text) {
  auto build = wire::Parse<Build>(text, [](const json& j) {
    Build decoded;
    decoded.ok = Field(j, "ok").get<bool>();
    decoded.reason = Field(j, "reason").get<std::string>();
    decoded.message = Text(Field(j, "message"));
    decoded.wall_time = wire::FromNanoseconds(Field(j, "wall_time"));
    decoded.log = Text(Field(j, "log"));
    for (const json& item : wire::Items(Field(j, "diagnostics"))) {
      decoded.diagnostics.push_back(DecodeDiagnostic(item));
    }
    return decoded;
  });
  if (!build.ok()) return std::nullopt;
  return *std::move(build);
}

}  // namespace grader
