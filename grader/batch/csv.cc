#include "grader/batch/csv.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "grader/report/sanitize.h"

namespace grader {

std::vector<std::vector<std::string>> ParseCsv(absl::string_view text) {
  absl::ConsumePrefix(&text, "\xEF\xBB\xBF");
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  const auto end_row = [&] {
    if (row.size() > 1 || !row[0].empty()) rows.push_back(std::move(row));
    row.assign(1, "");
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        row.back() += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        row.back() += text[i++];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      row.back() += c;
    }
  }
  end_row();
  return rows;
}

std::string CsvRow(const std::vector<std::string>& fields) {
  std::vector<std::string> written;
  for (const std::string& field : fields) {
    std::string text = ForTerminal(field);
    if (text.find_first_of("=+-@\t") == 0) text.insert(0, "'");
    if (text.find_first_of(",\"\n") != std::string::npos) {
      text = "\"" + absl::StrReplaceAll(text, {{"\"", "\"\""}}) + "\"";
    }
    written.push_back(std::move(text));
  }
  return absl::StrJoin(written, ",") + "\r\n";
}

}  // namespace grader
