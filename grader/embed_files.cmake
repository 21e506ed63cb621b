# Writes ${OUTPUT}: the files below ${FOLDER}, and below ${MADE} if there are any,
# as the function ${TABLE} of the header ${HEADER}, which gives a vector of ${ROW}:
# a name and a content. Run with cmake -P; every byte is written as \xhh, so that
# any file will do.
set(rows "")
foreach(folder ${FOLDER} ${MADE})
  file(GLOB_RECURSE names RELATIVE ${folder} ${folder}/*)
  list(SORT names)
  foreach(name ${names})
    file(READ ${folder}/${name} bytes HEX)
    file(SIZE ${folder}/${name} size)
    string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
    string(APPEND rows "      {\"${name}\", {\"${bytes}\", ${size}}},\n")
  endforeach()
endforeach()
file(WRITE ${OUTPUT} "#include \"${HEADER}\"

namespace grader {

const std::vector<${ROW}>& ${TABLE}() {
  static const auto& files = *new std::vector<${ROW}>{
${rows}  };
  return files;
}

}  // namespace grader
")
