# Run by cpack when all files are in place, before it packs them.
set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
if(CPACK_GENERATOR STREQUAL "DEB")
  # Where other programs look for the files of a package.
  file(MAKE_DIRECTORY ${root}/usr/bin ${root}/usr/share)
  file(CREATE_LINK /opt/grader/bin/grader ${root}/usr/bin/grader SYMBOLIC)
  file(GLOB shared RELATIVE ${root}/opt/grader/share ${root}/opt/grader/share/*)
  list(REMOVE_ITEM shared grader)
  foreach(name ${shared})
    file(RENAME ${root}/opt/grader/share/${name} ${root}/usr/share/${name})
  endforeach()
endif()
# Neither when nor under which umask files were written is in a package.
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  execute_process(
    COMMAND find ${root} -exec touch --no-dereference
            --date=@$ENV{SOURCE_DATE_EPOCH} {} + COMMAND_ERROR_IS_FATAL ANY)
endif()
execute_process(COMMAND chmod -R u=rwX,go=rX ${root} COMMAND_ERROR_IS_FATAL ANY)
