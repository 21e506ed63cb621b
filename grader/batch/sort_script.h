// What makes the columns of a table on a page sortable, by mouse and keyboard.
#ifndef GRADER_BATCH_SORT_SCRIPT_H_
#define GRADER_BATCH_SORT_SCRIPT_H_

#include "absl/strings/string_view.h"

namespace grader {

// Of each table with the class `sortable`: the heads of its columns become
// buttons. The first press sorts upwards, the next downwards; columns of the
// class `number` by their numbers, and what has none comes last both ways.
inline constexpr absl::string_view kSortScript = R"js(
"use strict";
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const number = head.classList.contains("number");
    const key = (row) => {
      const text = row.cells[column].textContent.trim();
      return number ? parseFloat(text) : text;
    };
    const compare = (a, b) => number ? a - b : a.localeCompare(b);
    const missing = (a) => number ? Number.isNaN(a) : a === "";
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const rows = [...table.tBodies[0].rows].map((row) => [key(row), row]);
      rows.sort(([a], [b]) =>
        missing(a) || missing(b) ? missing(a) - missing(b)
                                 : (up ? 1 : -1) * compare(a, b));
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}
)js";

inline constexpr absl::string_view kSortStyle = R"css(
.sortable th button {
  all: unset; cursor: pointer; text-decoration: underline dotted;
}
.sortable th button:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px;
}
.sortable th[aria-sort=ascending] button::after { content: " \25B2"; }
.sortable th[aria-sort=descending] button::after { content: " \25BC"; }
)css";

}  // namespace grader

#endif  // GRADER_BATCH_SORT_SCRIPT_H_
