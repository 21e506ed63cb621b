#include "grader/problem/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"
#include "grader/problem/yaml_block_text.h"
#include "grader/problem/yaml_text.h"
#include "grader/problem/yaml_trouble.h"
#include "re2/re2.h"

namespace grader {
namespace {

constexpr std::size_t kNone = absl::string_view::npos;

// Builds the tree from the parser's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(AuthorErrors& errors, EmptyKeys empty_keys)
      : errors_(errors), empty_keys_(empty_keys) {}

  // None when the text has no tree, or none that could be meant.
  std::optional<YamlNode> Take() {
    return broken_ ? std::nullopt : std::move(root_);
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ != 2) return;
    const Place place = At(mark);
    const std::string& text = errors_.text();
    if (place.offset < text.size() &&
        absl::string_view(",]}").find(text[place.offset]) != kNone) {
      errors_.Add(place, absl::StrCat("\"", text.substr(place.offset, 1),
                                      "\" does not belong here"));
      broken_ = true;
      return;
    }
    errors_.Add(place, "a second document; a file holds only one");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    YamlNode node;
    node.place = Start(mark);
    static const RE2 kWritten("(~|null|Null|NULL)(?:[\\s,\\]}]|$)");
    re2::StringPiece rest(errors_.text());
    rest.remove_prefix(node.place.offset);
    if (RE2::Consume(&rest, kWritten, &node.text)) {
      node.place.length = node.text.size();
    } else {
      node.place = EmptyPlace(node.place);
    }
    Attach(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    errors_.Add(Start(mark),
                "aliases (*name) are not accepted; write the value again");
    YamlNode node;
    node.place = At(mark);
    node.kind = YamlNode::Kind::kRejected;
    Attach(std::move(node));
  }

  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    errors_.Add({At(mark).offset, name.size() + 1},
                absl::StrCat("anchors (&", name, ") are not accepted"));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    YamlNode node;
    node.kind = YamlNode::Kind::kScalar;
    node.place = Start(mark);
    node.quoted = tag != "?";
    node.text = value;
    CheckTag(node, tag);
    const std::string& text = errors_.text();
    if (!node.quoted &&
        text.compare(node.place.offset, value.size(), value) == 0) {
      node.place.length = std::max<std::size_t>(1, value.size());
    }
    if (node.quoted) CheckQuotes(node.place);
    Attach(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t, YAML::EmitterStyle::value) override {
    Open(YamlNode::Kind::kList, mark, tag);
  }
  void OnSequenceEnd() override { Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag,
                  YAML::anchor_t, YAML::EmitterStyle::value) override {
    Open(YamlNode::Kind::kMap, mark, tag);
  }
  void OnMapEnd() override { Close(); }

  int documents() const { return documents_; }

  // The last text in quotes that was read.
  const std::optional<QuotedText>& quoted() const { return quoted_; }

  // The list or map that is still open, or `otherwise`.
  Place Innermost(Place otherwise) const {
    return stack_.empty() ? otherwise : stack_.back().node.place;
  }

  // Says that the line of `place` is indented with a tab, if it is and it was
  // not said before.
  bool ReportTab(Place place) {
    const std::string& text = errors_.text();
    const int line = errors_.Line(place);
    const std::size_t start =
        place.offset == 0 ? kNone : text.rfind('\n', place.offset - 1);
    const std::size_t first = start == kNone ? 0 : start + 1;
    const std::size_t end = text.find_first_not_of(" \t", first);
    const std::size_t tab = text.find('\t', first);
    if (tab == kNone || tab >= std::min(end, text.size())) return false;
    if (line != tab_line_) {
      errors_.Add({tab, 1}, "a tab in the indentation; use spaces");
    }
    tab_line_ = line;
    return true;
  }

 private:
  struct OpenNode {
    YamlNode node;
    bool list = false;
    std::optional<YamlNode> key;  // of a map: waits for its value
  };

  static Place At(const YAML::Mark& mark) {
    return {static_cast<std::size_t>(std::max(mark.pos, 0)), 1};
  }

  // Where a node begins; tabs before it are reported.
  Place Start(const YAML::Mark& mark) {
    const Place place = At(mark);
    if (place.offset < errors_.text().size()) ReportTab(place);
    return place;
  }

  // The parser gives an empty value the place of whatever comes next.
  Place EmptyPlace(Place next) const {
    if (stack_.empty()) return next;
    const OpenNode& parent = stack_.back();
    if (parent.key) return parent.key->place;
    const std::string& text = errors_.text();
    if (!parent.list || text[parent.node.place.offset] == '[') {
      return next;
    }
    // The nearest dash before it that stands at the start of a line, or after
    // the dash of an outer list.
    const std::size_t begin = parent.node.place.offset;
    for (std::size_t at = std::min(next.offset, text.size()); at-- > begin;) {
      if (text[at] != '-') continue;
      const std::size_t before =
          at == 0 ? kNone : text.find_last_not_of(' ', at - 1);
      if (before == kNone || text[before] == '\n' || text[before] == '-') {
        return {at, 1};
      }
    }
    return parent.node.place;
  }

  void CheckTag(YamlNode& node, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    const std::string& text = errors_.text();
    const std::size_t end = text.find_first_of(" \t\r\n,", node.place.offset);
    const std::string written =
        text.substr(node.place.offset, end - node.place.offset);
    errors_.Add({node.place.offset, written.size()},
                absl::StrCat("tags (", written, ") are not accepted"));
    node.kind = YamlNode::Kind::kRejected;
  }

  // Finds where a quoted scalar ends: yaml-cpp lets a quote that is never
  // closed run to the end of the file.
  void CheckQuotes(Place& place) {
    const std::string& text = errors_.text();
    if (place.offset >= text.size()) return;
    const char quote = text[place.offset];
    if (quote != '"' && quote != '\'') return;
    for (std::size_t i = place.offset + 1; i < text.size(); ++i) {
      const bool doubled = i + 1 < text.size() && text[i + 1] == quote;
      if (quote == '"' ? text[i] == '\\' : text[i] == quote && doubled) {
        ++i;
      } else if (text[i] == quote) {
        const Place end{i, 1};
        quoted_ = {place.offset, i};
        if (errors_.Line(place) == errors_.Line(end)) {
          place.length = i + 1 - place.offset;
        }
        return;
      }
    }
    errors_.Add(place, "this quote is never closed");
    broken_ = true;
  }

  void Open(YamlNode::Kind kind, const YAML::Mark& mark,
            const std::string& tag) {
    OpenNode open;
    open.node.kind = kind;
    open.list = kind == YamlNode::Kind::kList;
    open.node.place = Start(mark);
    CheckTag(open.node, tag);
    stack_.push_back(std::move(open));
  }

  void Close() {
    YamlNode node = std::move(stack_.back().node);
    stack_.pop_back();
    Attach(std::move(node));
  }

  void Attach(YamlNode node) {
    if (stack_.empty()) {
      if (documents_ == 1) root_ = std::move(node);
      return;
    }
    OpenNode& parent = stack_.back();
    if (parent.list) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
      if (node.kind == YamlNode::Kind::kNothing &&
          empty_keys_ == EmptyKeys::kTaken) {
        node.kind = YamlNode::Kind::kScalar;
        node.text.clear();
      }
      parent.key = std::move(node);
    } else {
      YamlEntry entry{*std::exchange(parent.key, std::nullopt),
                      std::move(node)};
      if (AcceptKey(parent.node, entry.key)) {
        parent.node.entries.push_back(std::move(entry));
      }
    }
  }

  bool AcceptKey(const YamlNode& map, const YamlNode& key) {
    if (key.kind != YamlNode::Kind::kScalar) {
      errors_.Add(key.place, "a key must be a single word or text");
      return false;
    }
    if (key.text == "<<" && !key.quoted) {
      errors_.Add(key.place, "merge keys (<<) are not accepted");
      return false;
    }
    for (const YamlEntry& entry : map.entries) {
      if (entry.key.text != key.text) continue;
      errors_.Add(key.place, absl::StrCat("duplicate key ", Quoted(key.text),
                                          "; the first is in line ",
                                          errors_.Line(entry.key.place)));
      return false;
    }
    return true;
  }

  AuthorErrors& errors_;
  const EmptyKeys empty_keys_;
  std::vector<OpenNode> stack_;
  std::optional<YamlNode> root_;
  std::optional<QuotedText> quoted_;
  bool broken_ = false;
  int documents_ = 0;
  int tab_line_ = 0;
};

// yaml-cpp's words, where an author would not know what to do about them.
std::string Explain(const YAML::ParserException& error) {
  const std::string& message = error.msg;
  if (message == YAML::ErrorMsg::MAP_VALUE) {
    return "a \":\" that starts a value is not possible here; put text that "
           "holds \": \" in quotes, and check the indentation";
  }
  if (message == YAML::ErrorMsg::END_OF_SEQ_FLOW) {
    return "this list is never closed; \"]\" or \",\" is missing";
  }
  if (message == YAML::ErrorMsg::END_OF_MAP_FLOW) {
    return "this map is never closed; \"}\" or \",\" is missing";
  }
  if (message == YAML::ErrorMsg::END_OF_MAP ||
      message == YAML::ErrorMsg::END_OF_SEQ) {
    return "this does not continue what is above; check the indentation and "
           "the \"- \" of lists";
  }
  if (message == YAML::ErrorMsg::FLOW_END) {
    return "this closes a list or map that is not open";
  }
  if (message == YAML::ErrorMsg::BAD_FILE) {
    return "values are nested too deeply";
  }
  if (message == YAML::ErrorMsg::UNKNOWN_TOKEN) {
    return "text cannot start with this character; put it in quotes";
  }
  if (message == YAML::ErrorMsg::UNKNOWN_ANCHOR) {
    return "YAML takes this for an alias (*name), which is not accepted; put "
           "text that begins with * in quotes";
  }
  if (absl::StartsWith(message, YAML::ErrorMsg::INVALID_ESCAPE)) {
    return "there is no such escape in double quotes; in single quotes a "
           "backslash stands for itself, in double quotes \\\\ does";
  }
  return absl::StrCat("not valid YAML: ", message);
}

// Whether the parser may have noticed late.
bool MayBeEarlier(const YAML::ParserException& error) {
  for (const char* message :
       {YAML::ErrorMsg::MAP_VALUE, YAML::ErrorMsg::MAP_KEY,
        YAML::ErrorMsg::END_OF_MAP, YAML::ErrorMsg::END_OF_SEQ,
        YAML::ErrorMsg::END_OF_MAP_FLOW, YAML::ErrorMsg::END_OF_SEQ_FLOW}) {
    if (error.msg == message) return true;
  }
  return false;
}

}  // namespace

const YamlNode* YamlNode::Find(absl::string_view key) const {
  for (const YamlEntry& entry : entries) {
    if (entry.key.text == key) return &entry.value;
  }
  return nullptr;
}

std::string TextOf(const YamlNode& map, absl::string_view key) {
  const YamlNode* const value = map.Find(key);
  return value == nullptr ? "" : value->text;
}

bool IsTrue(const YamlNode& map, absl::string_view key) {
  return TextOf(map, key) == "true";
}

std::optional<YamlNode> ReadYaml(AuthorErrors& errors, EmptyKeys empty_keys) {
  if (!CheckYamlText(errors) || !CheckBlockTexts(errors)) return std::nullopt;
  TreeBuilder builder(errors, empty_keys);
  try {
    std::istringstream stream(errors.text());
    YAML::Parser parser(stream);
    // Not all documents: yaml-cpp never gets past a stray comma, but finds one
    // more empty document before it.
    while (builder.documents() < 2 && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::ParserException& error) {
    Place place{static_cast<std::size_t>(std::max(error.mark.pos, 0)), 1};
    if (builder.ReportTab(place)) return std::nullopt;
    const bool in_brackets = error.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW ||
                             error.msg == YAML::ErrorMsg::END_OF_MAP_FLOW;
    const auto trouble =
        MayBeEarlier(error)
            ? FindYamlTrouble(errors, place, builder.quoted(),
                              in_brackets
                                  ? std::optional(builder.Innermost(place))
                                  : std::nullopt)
            : std::nullopt;
    if (trouble) {
      errors.Add(trouble->place, trouble->message);
      return std::nullopt;
    }
    if (in_brackets) place = builder.Innermost(place);
    // Behind the character that was escaped.
    if (absl::StartsWith(error.msg, YAML::ErrorMsg::INVALID_ESCAPE)) {
      place.offset -= std::min<std::size_t>(place.offset, 1);
    }
    errors.Add(place, Explain(error));
    return std::nullopt;
  } catch (const YAML::Exception& error) {
    errors.Add({0, 1}, absl::StrCat("not valid YAML: ", error.msg));
    return std::nullopt;
  }
  std::optional<YamlNode> root = builder.Take();
  if (!root && errors.empty()) errors.Add({0, 1}, "the file is empty");
  return root;
}

}  // namespace grader
