# SPDX-License-Identifier: MIT
# cpack -G DEB makes two packages of a build with CMAKE_BUILD_TYPE Release: lets and liblets-dev. With
# SOURCE_DATE_EPOCH set, the same sources give the same bytes.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The maintainers of lets <maintainers@lets.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME lets)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "The members of a LETS pay each other in units of their own; all accounts
together are always at zero. lets keeps such books in one append-only file
of plain text, sealed commit by commit: transfers, paper cheques, limits,
closed periods, statements, and exports to other ledgers.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME liblets-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libc6-dev, libyaml-dev, libssl-dev, libcsv-dev, libutf8proc-dev")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "Journals of a Local Exchange Trading Scheme for programs of your own: header,
static library, CMake configuration, pkg-config file and manual page.")

# What every Debian package has: under which licence it is, and what changed.
string(TIMESTAMP today "%a, %d %b %Y %H:%M:%S +0000" UTC)
foreach(component program development)
    string(TOUPPER ${component} upper)
    set(package ${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
    set(folder ${CMAKE_INSTALL_DATADIR}/doc/${package})
    file(CONFIGURE OUTPUT packages/${package}/changelog.Debian CONTENT "@package@ (@PROJECT_VERSION@-@CPACK_DEBIAN_PACKAGE_RELEASE@) unstable; urgency=medium

  * What changed is in changelog.gz.

 -- @CPACK_PACKAGE_CONTACT@  @today@
")
    install(FILES LICENSE DESTINATION ${folder} RENAME copyright COMPONENT ${component})
    install(FILES CHANGELOG.md DESTINATION ${folder} RENAME changelog COMPONENT ${component})
    install(FILES ${PROJECT_BINARY_DIR}/packages/${package}/changelog.Debian DESTINATION ${folder}
        COMPONENT ${component} EXCLUDE_FROM_ALL)
endforeach()

# Before they are packed, pages and changelogs are compressed, and times are those of the sources.
file(CONFIGURE OUTPUT packages/stage.cmake @ONLY CONTENT [[
file(GLOB_RECURSE texts ${CPACK_TEMPORARY_DIRECTORY}/*.[1-8] ${CPACK_TEMPORARY_DIRECTORY}/changelog
    ${CPACK_TEMPORARY_DIRECTORY}/changelog.Debian)
foreach(text ${texts})
    execute_process(COMMAND gzip -9nf ${text} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
if(DEFINED ENV{SOURCE_DATE_EPOCH})
    execute_process(COMMAND find ${CPACK_TEMPORARY_DIRECTORY} -exec touch -h -d @$ENV{SOURCE_DATE_EPOCH} {} +
        COMMAND_ERROR_IS_FATAL ANY)
endif()
]])
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_BINARY_DIR}/packages/stage.cmake)
include(CPack)
