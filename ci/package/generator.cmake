# Read by cpack before it makes a package of one kind.
if(CPACK_GENERATOR STREQUAL "DEB")
  # Not /usr: submissions can read all of it, and the course holds what they are
  # to print.
  set(CPACK_PACKAGING_INSTALL_PREFIX /opt/grader)
endif()
