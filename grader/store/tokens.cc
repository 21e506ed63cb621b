// The functions of the Store for tokens.
#include "grader/store/store_state.h"

namespace grader {
namespace {

constexpr int kMostTokens = 20;

}  // namespace

absl::Status Store::AddToken(const Token& token, const std::string& digest,
                             const std::string& session) {
  return Writing(*state_, [&](auto& database) -> absl::Status {
    const auto count = database.Select(
        "SELECT count(*) FROM tokens WHERE person = ?", {token.person});
    if (count[0].Number(0) >= kMostTokens) {
      return absl::ResourceExhaustedError(
          absl::StrCat("there are ", kMostTokens, " tokens already"));
    }
    // A new password ends all sessions and all tokens, and no token may come
    // of a session that was ended meanwhile.
    if (database
            .Select("SELECT 1 FROM sessions WHERE digest = ? AND person = ?",
                    {session, token.person})
            .empty()) {
      return absl::AbortedError("the session is over");
    }
    database.Change("INSERT INTO tokens VALUES (?, ?, ?, ?, ?)",
                    {token.id, digest, token.person, token.name,
                     absl::ToUnixMillis(token.made)});
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<Token>> Store::Tokens(const std::string& person) {
  using Found = absl::StatusOr<std::vector<Token>>;
  return Reading(*state_, [&](auto& database) -> Found {
    std::vector<Token> tokens;
    for (const SqlRow& row : database.Select(
             "SELECT id, person, name, made FROM tokens WHERE person = ? ORDER "
             "BY made, id",
             {person})) {
      tokens.push_back({row.Text(0), row.Text(1), row.Text(2),
                        absl::FromUnixMillis(row.Number(3))});
    }
    return tokens;
  });
}

absl::StatusOr<std::optional<Person>> Store::FindToken(
    const std::string& digest) {
  using Found = absl::StatusOr<std::optional<Person>>;
  return Reading(*state_, [&](auto& database) -> Found {
    const auto rows = database.Select(
        "SELECT people.id, people.name, instructor FROM tokens JOIN people ON "
        "people.id = person WHERE digest = ?",
        {digest});
    if (rows.empty()) return std::nullopt;
    return PersonAt(rows[0]);
  });
}

absl::Status Store::RemoveToken(const std::string& person,
                                const std::string& id) {
  return Writing(*state_, [&](auto& database) -> absl::Status {
    if (database.Change("DELETE FROM tokens WHERE person = ? AND id = ?",
                        {person, id}) != 1) {
      return absl::NotFoundError("there is no such token");
    }
    return absl::OkStatus();
  });
}

}  // namespace grader
