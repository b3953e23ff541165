# Included right after project() when Tilesmith builds against the emulator (CMAKE_PROJECT_INCLUDE): what is the same in
# every project is not compiled again. The project itself says nothing of it and builds the same without.
#
#   TILESMITH_PRECOMPILED  a header whose precompiled form lies beside it, put in front of every source
#   TILESMITH_OBJECT       the object of TILESMITH_SOURCE, a source of the project's own folder
#   TILESMITH_DIGESTS      "name=sha256" of that source and of its header: they must be as they were compiled

add_compile_options("SHELL:-include \"${TILESMITH_PRECOMPILED}\"")

function(tilesmith_is_as_compiled result)
    set(${result} TRUE PARENT_SCOPE)
    foreach(entry IN LISTS TILESMITH_DIGESTS)
        string(REPLACE "=" ";" entry "${entry}")
        list(GET entry 0 name)
        list(GET entry 1 expected)
        set(found "")
        if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${name}")
            file(SHA256 "${CMAKE_CURRENT_SOURCE_DIR}/${name}" found)
            # An edit must bring the compilation back.
            set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${name}")
        endif()
        if(NOT found STREQUAL expected)
            set(${result} FALSE PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

function(tilesmith_link_prepared_object)
    tilesmith_is_as_compiled(same)
    get_property(targets DIRECTORY PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
        get_target_property(sources ${target} SOURCES)
        if(same AND TILESMITH_SOURCE IN_LIST sources)
            list(REMOVE_ITEM sources "${TILESMITH_SOURCE}")
            set_target_properties(${target} PROPERTIES SOURCES "${sources};${TILESMITH_OBJECT}")
        endif()
    endforeach()
endfunction()

cmake_language(DEFER CALL tilesmith_link_prepared_object)
