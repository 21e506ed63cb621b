#include "grader/report/markdown.h"

#include <md4c.h>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

using Kind = MarkdownBlock::Kind;

struct List {
  int next = 0;  // number of the next item; 0: it has none
  int columns = 2;
  bool begun = false;
};

// Puts together what md4c calls back with.
class Blocks {
 public:
  std::vector<MarkdownBlock> Take() { return std::move(blocks_); }

  void Enter(MD_BLOCKTYPE type, const void* detail) {
    switch (type) {
      case MD_BLOCK_UL:
        lists_.push_back({});
        break;
      case MD_BLOCK_OL: {
        const auto* list = static_cast<const MD_BLOCK_OL_DETAIL*>(detail);
        lists_.push_back({static_cast<int>(list->start), 3});
        break;
      }
      case MD_BLOCK_LI:
        BeginItem();
        break;
      case MD_BLOCK_QUOTE:
        ++quotes_;
        break;
      case MD_BLOCK_H:
        Begin(Kind::kHeading).level = static_cast<int>(
            static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
      case MD_BLOCK_P:
        Begin(Kind::kParagraph);
        break;
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        Begin(Kind::kCode);
        break;
      case MD_BLOCK_HR:
        Begin(Kind::kRule);
        open_ = false;
        break;
      case MD_BLOCK_TABLE:
        Begin(Kind::kTable);
        break;
      case MD_BLOCK_TR:
        blocks_.back().rows.emplace_back();
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        blocks_.back().rows.back().emplace_back();
        break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY:
        break;
    }
  }

  void Leave(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        lists_.pop_back();
        open_ = false;
        break;
      case MD_BLOCK_QUOTE:
        --quotes_;
        break;
      case MD_BLOCK_H:
      case MD_BLOCK_P:
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
      case MD_BLOCK_TABLE:
      case MD_BLOCK_LI:
        open_ = false;
        break;
      default:
        break;
    }
  }

  void EnterSpan(MD_SPANTYPE type, const void* detail) {
    if (type == MD_SPAN_STRONG || type == MD_SPAN_EM) ++strong_;
    if (type == MD_SPAN_CODE) code_ = true;
    if (type == MD_SPAN_A) {
      const MD_ATTRIBUTE& href =
          static_cast<const MD_SPAN_A_DETAIL*>(detail)->href;
      link_.assign(href.text, href.size);
      linked_.clear();
    }
  }

  void LeaveSpan(MD_SPANTYPE type) {
    if (type == MD_SPAN_STRONG || type == MD_SPAN_EM) --strong_;
    if (type == MD_SPAN_CODE) code_ = false;
    if (type == MD_SPAN_A) {
      const std::string link = std::exchange(link_, "");
      if (!link.empty() && link != linked_) Add(absl::StrCat(" (", link, ")"));
    }
  }

  void Text(MD_TEXTTYPE type, absl::string_view text) {
    switch (type) {
      case MD_TEXT_BR:
        return Add("\n");
      case MD_TEXT_SOFTBR:
        return Add(" ");
      case MD_TEXT_NULLCHAR:
        return Add("\xEF\xBF\xBD");
      case MD_TEXT_ENTITY:
        return Add(Decoded(text));
      default:
        return Add(text);
    }
  }

 private:
  static absl::string_view Decoded(absl::string_view entity) {
    if (entity == "&lt;") return "<";
    if (entity == "&gt;") return ">";
    if (entity == "&amp;") return "&";
    if (entity == "&quot;") return "\"";
    if (entity == "&nbsp;") return " ";
    return entity;
  }

  void BeginItem() {
    List& list = lists_.back();
    label_ = list.next > 0 ? absl::StrCat(list.next++, ". ") : "• ";
    // A list stands apart from what is before it, but for one within another.
    item_is_tight_ = list.begun || lists_.size() > 1;
    list.begun = true;
    open_ = false;
  }

  MarkdownBlock& Begin(Kind kind) {
    MarkdownBlock block;
    block.kind = kind;
    block.indent = 2 * quotes_;
    for (const List& list : lists_) block.indent += list.columns;
    if (!label_.empty()) block.indent -= lists_.back().columns;
    block.label = std::exchange(label_, "");
    blocks_.push_back(std::move(block));
    open_ = true;
    return blocks_.back();
  }

  void Add(absl::string_view text) {
    // The items of a tight list are text without a paragraph around it.
    if (!open_) Begin(Kind::kParagraph).tight = item_is_tight_;
    MarkdownBlock& block = blocks_.back();
    if (!link_.empty()) absl::StrAppend(&linked_, text);
    const Ink ink = code_         ? Ink::kBar
                    : strong_ > 0 ? Ink::kStrong
                                  : Ink::kPlain;
    MarkdownText* into = &block.text;
    if (block.kind == Kind::kTable) {
      if (block.rows.empty() || block.rows.back().empty()) return;
      into = &block.rows.back().back();
    }
    if (!into->empty() && into->back().ink == ink) {
      absl::StrAppend(&into->back().text, text);
    } else {
      into->push_back({std::string(text), ink});
    }
  }

  std::vector<MarkdownBlock> blocks_;
  std::vector<List> lists_;
  std::string label_;  // of the item that has no text yet
  std::string link_, linked_;
  int quotes_ = 0;
  int strong_ = 0;
  bool code_ = false;
  bool item_is_tight_ = false;
  bool open_ = false;  // text belongs to the last block
};

Blocks& Of(void* blocks) { return *static_cast<Blocks*>(blocks); }

}  // namespace

std::vector<MarkdownBlock> ParseMarkdown(absl::string_view text) {
  Blocks blocks;
  MD_PARSER parser = {};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_NOHTML;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    Of(user).Enter(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) {
    Of(user).Leave(type);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    Of(user).EnterSpan(type, detail);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
    Of(user).LeaveSpan(type);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* part, MD_SIZE size,
                   void* user) {
    Of(user).Text(type, absl::string_view(part, size));
    return 0;
  };
  md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &blocks);
  return blocks.Take();
}

}  // namespace grader
