# Writes ${OUTPUT}: the files below ${FOLDER} as the function ${TABLE} of the header
# ${HEADER}, which gives a vector of ${ROW}: a name and a content. Run with cmake
# -P; every byte is written as \xhh, so that any file will do.
file(GLOB_RECURSE names RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT names)
set(rows "")
foreach(name ${names})
  file(READ ${FOLDER}/${name} bytes HEX)
  file(SIZE ${FOLDER}/${name} size)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  string(APPEND rows "      {\"${name}\", {\"${bytes}\", ${size}}},\n")
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
