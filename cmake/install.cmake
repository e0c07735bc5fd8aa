# What `cmake --install` puts where: library, header, pkg-config file and CMake
# package; the command; for each Lua its module; the Lua files; the pandoc filter;
# the cards of the models (the weights themselves are in the library); the schema of JSON.

# LuaRocks wants the module and the Lua files only, in folders that it names.
if(QUOTH_ROCK)
  install(DIRECTORY lua/quoth DESTINATION ${QUOTH_ROCK_LUADIR} FILES_MATCHING REGEX "[.](lua|css|js)$")
  install(TARGETS quoth_lua_5.4 LIBRARY DESTINATION ${QUOTH_ROCK_LIBDIR}/quoth)
  if(TARGET quoth_html)
    install(TARGETS quoth_lua_page_5.4 LIBRARY DESTINATION ${QUOTH_ROCK_LIBDIR}/quoth)
  endif()
  return()
endif()

include(CMakePackageConfigHelpers)

install(TARGETS quoth_shared quoth_static
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES ${PROJECT_SOURCE_DIR}/src/quoth.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# From where the file lies, so that an installation can be moved.
file(RELATIVE_PATH QUOTH_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/quoth.pc.in ${PROJECT_BINARY_DIR}/quoth.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/quoth.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/quoth)
configure_package_config_file(cmake/quoth-config.cmake.in ${PROJECT_BINARY_DIR}/quoth-config.cmake
  INSTALL_DESTINATION ${package_dir} PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/quoth-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/quoth-config.cmake ${PROJECT_BINARY_DIR}/quoth-config-version.cmake
  DESTINATION ${package_dir})

if(TARGET quoth_command)
  install(TARGETS quoth_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

# LuaJIT reads the folders of Lua 5.1. The command finds its Lua files in ../share/lua/5.4.
foreach(version IN LISTS QUOTH_LUA_VERSIONS)
  string(REPLACE "jit" "5.1" folder ${version})
  install(DIRECTORY lua/quoth DESTINATION ${CMAKE_INSTALL_DATADIR}/lua/${folder} FILES_MATCHING REGEX "[.](lua|css|js)$")
  install(TARGETS quoth_lua_${version} LIBRARY DESTINATION lib/lua/${folder}/quoth)
  if(TARGET quoth_html)
    install(TARGETS quoth_lua_page_${version} LIBRARY DESTINATION lib/lua/${folder}/quoth)
  endif()
endforeach()

install(FILES quoth.lua DESTINATION ${CMAKE_INSTALL_DATADIR}/pandoc/filters)
install(PROGRAMS bin/quoth-pandoc DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY model/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/model FILES_MATCHING PATTERN "*.md")
install(DIRECTORY schema DESTINATION ${CMAKE_INSTALL_DATADIR}/quoth)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
