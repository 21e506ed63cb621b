// The functions of the Store for tokens.
#include "grader/store/store_state.h"

namespace grader {
namespace {

constexpr int kMostTokens = 20;

}  // namespace

absl::Status Store::AddToken(const Token& token, const std::string& digest,
                             const std::string& session) {
  return With(*state_, [&](auto& database) -> absl::Status {
    SQLite::Transaction transaction(database,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement count(database,
                            "SELECT count(*) FROM tokens WHERE person = ?");
    count.bind(1, token.person);
    count.executeStep();
    if (count.getColumn(0).getInt() >= kMostTokens) {
      return absl::ResourceExhaustedError(
          absl::StrCat("there are ", kMostTokens, " tokens already"));
    }
    // A new password ends all sessions and all tokens, and no token may come
    // of a session that was ended meanwhile.
    SQLite::Statement lasts(
        database, "SELECT 1 FROM sessions WHERE digest = ? AND person = ?");
    lasts.bind(1, session);
    lasts.bind(2, token.person);
    if (!lasts.executeStep()) {
      return absl::AbortedError("the session is over");
    }
    SQLite::Statement insert(database,
                             "INSERT INTO tokens VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, token.id);
    insert.bind(2, digest);
    insert.bind(3, token.person);
    insert.bind(4, token.name);
    insert.bind(5, absl::ToUnixMillis(token.made));
    insert.exec();
    transaction.commit();
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<Token>> Store::Tokens(const std::string& person) {
  using Found = absl::StatusOr<std::vector<Token>>;
  return With(*state_, [&](auto& database) -> Found {
    SQLite::Statement rows(database,
                           "SELECT id, person, name, made FROM tokens WHERE "
                           "person = ? ORDER BY made, id");
    rows.bind(1, person);
    std::vector<Token> tokens;
    while (rows.executeStep()) {
      tokens.push_back({rows.getColumn(0).getString(),
                        rows.getColumn(1).getString(),
                        rows.getColumn(2).getString(),
                        absl::FromUnixMillis(rows.getColumn(3).getInt64())});
    }
    return tokens;
  });
}

absl::StatusOr<std::optional<Person>> Store::FindToken(
    const std::string& digest) {
  using Found = absl::StatusOr<std::optional<Person>>;
  return With(*state_, [&](auto& database) -> Found {
    SQLite::Statement rows(
        database,
        "SELECT people.id, people.name, instructor FROM tokens JOIN people ON "
        "people.id = person WHERE digest = ?");
    rows.bind(1, digest);
    if (!rows.executeStep()) return std::nullopt;
    return PersonAt(rows);
  });
}

absl::Status Store::RemoveToken(const std::string& person,
                                const std::string& id) {
  return With(*state_, [&](auto& database) -> absl::Status {
    SQLite::Statement remove(database,
                             "DELETE FROM tokens WHERE person = ? AND id = ?");
    remove.bind(1, person);
    remove.bind(2, id);
    if (remove.exec() != 1) {
      return absl::NotFoundError("there is no such token");
    }
    return absl::OkStatus();
  });
}

}  // namespace grader
