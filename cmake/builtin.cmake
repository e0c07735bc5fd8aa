# Puts the files of data/ and model/ into the library as read-only bytes, so that
# it needs no file at run time. Defines quoth_builtin(<target>).

# The files that are built in, in the order in which a language loads them.
file(GLOB QUOTH_BUILTIN_FILES CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  ${PROJECT_SOURCE_DIR}/data/*/*.txt ${PROJECT_SOURCE_DIR}/model/*/*.bin)

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
  set(source "${CMAKE_CURRENT_BINARY_DIR}/builtin.S")
  file(CONFIGURE OUTPUT ${source} CONTENT ".section .rodata\n${blobs}.section .data.rel.ro,\"aw\"\n.balign 8\n.globl q_builtins\n.hidden q_builtins\nq_builtins:\n${rows}.quad 0, 0, 0\n.section .note.GNU-stack,\"\",@progbits\n" @ONLY)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${source})
endfunction()
