// Answers for programs.
#ifndef GRADER_SERVE_JSON_RESPONSE_H_
#define GRADER_SERVE_JSON_RESPONSE_H_

#include "grader/serve/http.h"
#include "nlohmann/json.hpp"

namespace grader {

// Bytes in it that are not UTF-8 become U+FFFD.
HttpResponse JsonResponse(int status, const nlohmann::ordered_json& json);

}  // namespace grader

#endif  // GRADER_SERVE_JSON_RESPONSE_H_
