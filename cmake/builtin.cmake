# Puts the files of data/ and model/ into the library as read-only bytes, and the lexicons of
# data/ as tables, so that it needs no file at run time and no engine reads its words. Defines
# quoth_builtin(<target>).

# What is built in, in the order in which a language loads it.
file(GLOB QUOTH_BUILTIN_FILES CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  ${PROJECT_SOURCE_DIR}/data/*/marks.txt ${PROJECT_SOURCE_DIR}/model/*/*.bin)
file(GLOB QUOTH_LANGUAGES CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/data ${PROJECT_SOURCE_DIR}/data/*)

# quoth-tables runs while quoth is built. When that is for another machine, it must be of a
# build for this one, or CMAKE_CROSSCOMPILING_EMULATOR must run it.
set(QUOTH_TABLES "" CACHE FILEPATH "quoth-tables that runs on this machine; empty: the one built")

# Adds the table of a language's lexicon, q_lexicon_<language>, to a target.
function(quoth_lexicon target language)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/data ${PROJECT_SOURCE_DIR}/data/${language}/*.txt)
  list(REMOVE_ITEM files ${language}/marks.txt)
  list(TRANSFORM files PREPEND ${PROJECT_SOURCE_DIR}/data/ OUTPUT_VARIABLE paths)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/lexicon_${language}.c)
  set(tool ${QUOTH_TABLES})
  if(NOT tool)
    set(tool quoth_tables)
  endif()
  add_custom_command(OUTPUT ${source} DEPENDS ${paths} ${tool} VERBATIM
    COMMAND ${tool} ${source} q_lexicon_${language} ${PROJECT_SOURCE_DIR}/data ${files})
  # data only: nothing to be checked, and sanitizers would guard each string
  set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS "$<$<BOOL:${QUOTH_SANITIZE}>:-fno-sanitize=all>")
  target_sources(${target} PRIVATE ${source})
endfunction()

function(quoth_builtin target)
  set(blobs "")
  set(rows "")
  set(index 0)
  foreach(file IN LISTS QUOTH_BUILTIN_FILES)
    string(REGEX REPLACE "^(data|model)/" "" name "${file}")
    string(APPEND blobs ".balign 64\nname${index}: .asciz \"${name}\"\n.balign 64\nstart${index}: .incbin \"${PROJECT_SOURCE_DIR}/${file}\"\nend${index}: .byte 0\n")
    string(APPEND rows ".quad name${index}, start${index}, end${index}\n")
    list(APPEND paths "${PROJECT_SOURCE_DIR}/${file}")
    math(EXPR index "${index} + 1")
  endforeach()
  set(lexicons "")
  foreach(language IN LISTS QUOTH_LANGUAGES)
    quoth_lexicon(${target} ${language})
    string(APPEND blobs "language_${language}: .asciz \"${language}\"\n")
    string(APPEND lexicons ".hidden q_lexicon_${language}\n.quad language_${language}, q_lexicon_${language}\n")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/builtin.S")
  file(CONFIGURE OUTPUT ${source} CONTENT ".section .rodata\n${blobs}.section .data.rel.ro,\"aw\"\n.balign 8\n.globl q_builtins\n.hidden q_builtins\nq_builtins:\n${rows}.quad 0, 0, 0\n.globl q_builtin_lexicons\n.hidden q_builtin_lexicons\nq_builtin_lexicons:\n${lexicons}.quad 0, 0\n.section .note.GNU-stack,\"\",@progbits\n" @ONLY)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${source})
endfunction()
