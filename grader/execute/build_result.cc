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

json EncodeDiagnostics(const std::vector<Diagnostic>& diagnostics) {
  json array = json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    array.push_back(EncodeDiagnostic(diagnostic));
  }
  return array;
}

std::vector<Diagnostic> DecodeDiagnostics(const json& j) {
  std::vector<Diagnostic> diagnostics;
  for (const json& item : wire::Items(j)) {
    diagnostics.push_back(DecodeDiagnostic(item));
  }
  return diagnostics;
}

json EncodeStyle(const std::vector<StyleFindings>& style) {
  json array = json::array();
  for (const StyleFindings& findings : style) {
    array.push_back({{"count", findings.count},
                     {"told", EncodeDiagnostics(findings.told)},
                     {"incomplete", findings.incomplete},
                     {"trouble", Bytes(findings.trouble)}});
  }
  return array;
}

std::vector<StyleFindings> DecodeStyle(const json& j) {
  std::vector<StyleFindings> style;
  for (const json& item : wire::Items(j)) {
    style.push_back({wire::SmallInteger(Field(item, "count")),
                     DecodeDiagnostics(Field(item, "told")),
                     Field(item, "incomplete").get<bool>(),
                     Text(Field(item, "trouble"))});
  }
  return style;
}

}  // namespace

std::string EncodeBuildResult(const Build& build) {
  return wire::Serialize({{"ok", build.ok},
                          {"reason", build.reason},
                          {"message", Bytes(build.message)},
                          {"wall_time", wire::Nanoseconds(build.wall_time)},
                          {"log", Bytes(build.log)},
                          {"diagnostics", EncodeDiagnostics(build.diagnostics)},
                          {"style", EncodeStyle(build.style)}});
}

std::optional<Build> DecodeBuildResult(absl::string_view text) {
  auto build = wire::Parse<Build>(text, [](const json& j) {
    Build decoded;
    decoded.ok = Field(j, "ok").get<bool>();
    decoded.reason = Field(j, "reason").get<std::string>();
    decoded.message = Text(Field(j, "message"));
    decoded.wall_time = wire::FromNanoseconds(Field(j, "wall_time"));
    decoded.log = Text(Field(j, "log"));
    decoded.diagnostics = DecodeDiagnostics(Field(j, "diagnostics"));
    decoded.style = DecodeStyle(Field(j, "style"));
    return decoded;
  });
  if (!build.ok()) return std::nullopt;
  return *std::move(build);
}

}  // namespace grader
