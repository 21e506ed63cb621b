#include "grader/batch/csv.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "grader/problem/units.h"
#include "grader/problem/utf8.h"
#include "grader/report/sanitize.h"

namespace grader {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

char Separator(absl::string_view text) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    commas += c == ',' ? 1 : 0;
    semicolons += c == ';' ? 1 : 0;
    tabs += c == '\t' ? 1 : 0;
  }
  if (commas >= std::max(semicolons, tabs)) return ',';
  return semicolons >= tabs ? ';' : '\t';
}

// Takes one field after another from the front of a text.
class CsvReader {
 public:
  explicit CsvReader(AuthorErrors& errors)
      : errors_(errors), text_(errors.text()) {
    if (absl::StartsWith(text_, kByteOrderMark)) at_ = kByteOrderMark.size();
    separator_ = Separator(text_.substr(at_));
  }

  std::vector<std::vector<CsvField>> Rows() {
    std::vector<std::vector<CsvField>> rows;
    std::vector<CsvField> row;
    while (at_ < text_.size()) {
      row.push_back(Field());
      const bool ends = at_ == text_.size() || text_[at_] != separator_;
      if (!ends) {
        ++at_;
        // A separator at the end of the text has an empty field behind it.
        if (at_ < text_.size()) continue;
        row.push_back({"", {at_, 1}});
      }
      if (at_ < text_.size()) {
        at_ += absl::StartsWith(text_.substr(at_), "\r\n") ? 2 : 1;
      }
      if (row.size() > 1 || !row[0].text.empty()) rows.push_back(row);
      row.clear();
    }
    return rows;
  }

 private:
  bool AtEnd() const {
    return at_ == text_.size() || text_[at_] == separator_ ||
           text_[at_] == '\n' || text_[at_] == '\r';
  }

  CsvField Field() {
    CsvField field;
    field.place.offset = at_;
    if (at_ < text_.size() && text_[at_] == '"') {
      field.text = Quoted();
    } else {
      while (!AtEnd()) field.text += text_[at_++];
    }
    field.place.length = std::max<std::size_t>(1, at_ - field.place.offset);
    return field;
  }

  std::string Quoted() {
    const std::size_t start = at_++;
    std::string content;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        content += text_[at_];
      } else if (absl::StartsWith(text_.substr(at_), "\"\"")) {
        content += text_[at_++];
      } else {
        ++at_;
        const std::size_t behind = at_;
        while (!AtEnd()) content += text_[at_++];
        if (at_ > behind) {
          errors_.Add({behind, at_ - behind},
                      "nothing may follow the quote that ends a field; write "
                      "\"\" for a quote inside it");
        }
        return content;
      }
    }
    errors_.Add({start, 1},
                "this quote is never closed; put one at the end of the field");
    return content;
  }

  AuthorErrors& errors_;
  const absl::string_view text_;
  std::size_t at_ = 0;
  char separator_ = ',';
};

std::string Lower(absl::string_view text) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(text));
}

bool IsCalled(const CsvColumn& column, const std::string& name) {
  return name == Lower(column.name) ||
         std::find(column.aliases.begin(), column.aliases.end(), name) !=
             column.aliases.end();
}

void FindColumns(const std::vector<CsvField>& header,
                 const std::vector<CsvColumn>& columns, CsvTable& table,
                 AuthorErrors& errors) {
  std::vector<bool> known(header.size());
  std::vector<std::string> found;
  for (std::size_t i = 0; i < header.size(); ++i) {
    found.push_back(header[i].text);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (!IsCalled(columns[c], Lower(header[i].text))) continue;
      known[i] = true;
      if (!table.columns[c]) {
        table.columns[c] = i;
      } else if (columns[c].needed) {
        errors.Add(header[i].place,
                   absl::StrCat("a second column for the ", columns[c].name,
                                "; rename or remove one of them"));
      }
    }
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (table.columns[c]) continue;
    std::vector<std::string> names = columns[c].aliases;
    names.push_back(columns[c].name);
    bool misspelt = false;
    for (std::size_t i = 0; i < header.size() && !misspelt; ++i) {
      if (known[i] || header[i].text.size() < 4) continue;
      misspelt = Closest(header[i].text, names).has_value();
      if (!misspelt) continue;
      errors.Add(header[i].place,
                 absl::StrCat("unknown column ", Quoted(header[i].text),
                              DidYouMean(header[i].text, names)));
    }
    if (!misspelt && columns[c].needed) {
      errors.Add(header.front().place,
                 absl::StrCat("no column is called \"", columns[c].name,
                              "\"; the first line must name the columns, and "
                              "has: ",
                              Readable(absl::StrJoin(found, ", "))));
    }
  }
}

}  // namespace

CsvField CsvTable::Field(const std::vector<CsvField>& row,
                         std::size_t column) const {
  const std::optional<std::size_t> at = columns[column];
  if (!at || *at >= row.size()) return {"", row.front().place};
  return {std::string(absl::StripAsciiWhitespace(row[*at].text)),
          row[*at].place};
}

std::vector<std::vector<CsvField>> ReadCsv(AuthorErrors& errors) {
  const std::size_t invalid = FindInvalidUtf8(errors.text());
  if (invalid != absl::string_view::npos) {
    errors.Add({invalid, 1},
               "this is not UTF-8; save the table as \"CSV UTF-8\"");
  }
  return CsvReader(errors).Rows();
}

CsvTable ReadCsvTable(const std::vector<CsvColumn>& columns,
                      AuthorErrors& errors) {
  CsvTable table;
  table.columns.resize(columns.size());
  table.rows = ReadCsv(errors);
  if (table.rows.empty()) {
    std::vector<std::string> names;
    for (const CsvColumn& column : columns) names.push_back(column.name);
    errors.Add({0, 1}, absl::StrCat("the table is empty; the first line must "
                                    "name columns: ",
                                    absl::StrJoin(names, ",")));
    return table;
  }
  const std::vector<CsvField> header = std::move(table.rows.front());
  table.rows.erase(table.rows.begin());
  FindColumns(header, columns, table, errors);
  for (const std::vector<CsvField>& row : table.rows) {
    if (row.size() == header.size()) continue;
    const bool more = row.size() > header.size();
    errors.Add(
        row[more ? header.size() : row.size() - 1].place,
        absl::StrCat("this row has ", Counted(row.size(), "field"),
                     ", and the first line ", header.size(),
                     more ? "; a field that holds a separator must be in quotes"
                          : "; is one missing, or a quote not closed?"));
  }
  return table;
}

std::string CsvRow(const std::vector<std::string>& fields) {
  std::vector<std::string> written;
  for (const std::string& field : fields) {
    std::string text = ForTerminal(field);
    if (text.find_first_of("=+-@\t") == 0) text.insert(0, "'");
    if (text.find_first_of(",;\t\"\n") != std::string::npos) {
      text = "\"" + absl::StrReplaceAll(text, {{"\"", "\"\""}}) + "\"";
    }
    written.push_back(std::move(text));
  }
  return absl::StrJoin(written, ",") + "\r\n";
}

}  // namespace grader
