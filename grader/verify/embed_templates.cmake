# Writes ${OUTPUT}: the files below ${FOLDER} as the table of templates.h. Run
# with cmake -P; every byte is written as \xhh, so that any file will do.
file(GLOB_RECURSE names RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT names)
set(rows "")
foreach(name ${names})
  file(READ ${FOLDER}/${name} bytes HEX)
  file(SIZE ${FOLDER}/${name} size)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  string(APPEND rows "      {\"${name}\", {\"${bytes}\", ${size}}},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"grader/verify/templates.h\"

namespace grader {

const std::vector<TemplateFile>& Templates() {
  static const auto& files = *new std::vector<TemplateFile>{
${rows}  };
  return files;
}

}  // namespace grader
")
