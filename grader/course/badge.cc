#include "grader/course/badge.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "grader/course/quiz_session.h"
#include "grader/course/secrets.h"
#include "grader/course/utc_seconds.h"
#include "grader/report/markup.h"
#include "nlohmann/json.hpp"

namespace grader {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr char kSchema[] = "grader.badge/1";
constexpr absl::string_view kBegin = "<metadata>";
constexpr absl::string_view kEnd = "</metadata>";

// All that is signed, in the one order there is.
OrderedJson Content(const Badge& badge) {
  return {{"schema", kSchema},
          {"title", badge.title},
          {"quiz", badge.quiz},
          {"content", badge.content},
          {"learner", badge.learner},
          {"earned",
           absl::FormatTime(kUtcSeconds, badge.earned, absl::UTCTimeZone())}};
}

absl::Status Refused(absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("no valid badge: ", why));
}

absl::StatusOr<Badge> FromJson(absl::string_view text,
                               absl::string_view public_key) {
  const OrderedJson json = OrderedJson::parse(text, nullptr, false);
  if (!json.is_object()) return Refused("it is no JSON object");
  Badge badge;
  std::string signature;
  std::string key;
  try {
    if (json.at("schema") != kSchema) return Refused("another schema");
    badge.title = json.at("title");
    badge.quiz = json.at("quiz");
    badge.content = json.at("content");
    badge.learner = json.at("learner");
    const std::string earned = json.at("earned");
    if (!absl::ParseTime(kUtcSeconds, earned, &badge.earned, nullptr)) {
      return Refused("it was earned at no time");
    }
    key = json.at("public_key");
    signature = json.at("signature");
  } catch (const OrderedJson::exception&) {
    return Refused("something in it is missing");
  }
  if (FromHex(key) != public_key) {
    return Refused(
        "it is signed with a key that is not the grader's; name the right one "
        "with --key");
  }
  if (!IsSignature(FromHex(signature), Content(badge).dump(), public_key)) {
    return Refused("its signature is of something else");
  }
  // What is not signed is not there.
  if (json.size() != Content(badge).size() + 2) {
    return Refused("there is more in it than what was signed");
  }
  return badge;
}

}  // namespace

Badge EarnedBadge(const Material& material, const std::string& learner,
                  absl::Time earned) {
  return {material.badge, material.id, QuizContent(material), learner,
          absl::FromUnixSeconds(absl::ToUnixSeconds(earned))};
}

std::string BadgeJson(const Badge& badge, const std::string& key) {
  OrderedJson json = Content(badge);
  json["signature"] = Hex(Signature(json.dump(), key));
  json["public_key"] = Hex(PublicKey(key));
  return json.dump(2) + "\n";
}

std::string BadgeImage(const Badge& badge, absl::string_view json) {
  const std::string earned =
      absl::FormatTime("%Y-%m-%d", badge.earned, absl::UTCTimeZone());
  const std::string words = absl::StrCat(
      "Badge: ", badge.title,
      badge.learner.empty() ? "" : absl::StrCat(", ", badge.learner), ", ",
      earned);
  return absl::StrCat(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"320\" "
      "height=\"120\" viewBox=\"0 0 320 120\" role=\"img\" aria-label=\"",
      MarkupAttribute(words), "\">\n", kBegin, Markup(json), kEnd, "\n<title>",
      Markup(words), "</title>\n",
      "<rect width=\"320\" height=\"120\" rx=\"12\" fill=\"#12395b\"/>\n"
      "<circle cx=\"60\" cy=\"60\" r=\"36\" fill=\"none\" "
      "stroke=\"#ffffff\" stroke-width=\"4\"/>\n"
      "<path d=\"M44 61l11 12 22-26\" fill=\"none\" stroke=\"#ffffff\" "
      "stroke-width=\"6\" stroke-linecap=\"round\"/>\n"
      "<g fill=\"#ffffff\" font-family=\"sans-serif\">\n"
      "<text x=\"116\" y=\"50\" font-size=\"18\" font-weight=\"bold\">",
      Markup(badge.title), "</text>\n",
      "<text x=\"116\" y=\"74\" font-size=\"13\">", Markup(badge.learner),
      "</text>\n<text x=\"116\" y=\"94\" font-size=\"12\">", earned,
      "</text>\n</g>\n</svg>\n");
}

absl::StatusOr<Badge> VerifyBadge(absl::string_view file,
                                  absl::string_view public_key) {
  if (!absl::StartsWith(file, "<svg")) return FromJson(file, public_key);
  const std::size_t begin = file.find(kBegin);
  const std::size_t end = file.find(kEnd);
  if (begin == absl::string_view::npos || end == absl::string_view::npos ||
      end < begin) {
    return Refused("the image holds no signature");
  }
  const std::string json = absl::StrReplaceAll(
      file.substr(begin + kBegin.size(), end - begin - kBegin.size()),
      {{"&quot;", "\""},
       {"&#34;", "\""},
       {"&apos;", "'"},
       {"&#39;", "'"},
       {"&lt;", "<"},
       {"&gt;", ">"},
       {"&amp;", "&"}});
  auto badge = FromJson(json, public_key);
  if (!badge.ok()) return badge;
  if (BadgeImage(*badge, json) != file) {
    return Refused("the image shows something else than what was signed");
  }
  return badge;
}

}  // namespace grader
