// The Assets: files for browsers that are a part of the program, those of the
// folder web, and what ci/editor has made of the folder editor.
#ifndef GRADER_SERVE_ASSETS_H_
#define GRADER_SERVE_ASSETS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

struct Asset {
  absl::string_view name;  // "quiz.js"
  absl::string_view content;
};

const std::vector<Asset>& Assets();

// Null if there is none of that name. The asset NAME.gz is NAME as gzip makes
// it smaller.
const Asset* FindAsset(absl::string_view name);

// Where browsers find the asset `name`, which there is: another address for
// another content.
std::string AssetPath(absl::string_view name);

}  // namespace grader

#endif  // GRADER_SERVE_ASSETS_H_
