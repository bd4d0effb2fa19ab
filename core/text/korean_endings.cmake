# Makes a C++ table of data/korean_endings.tsv, so that starting up reads no file:
#   cmake -D INPUT=korean_endings.tsv -D OUTPUT=korean_endings.inc -P korean_endings.cmake
file(STRINGS "${INPUT}" lines ENCODING UTF-8)
set(table "")
foreach(line IN LISTS lines)
  if(line MATCHES "^#")
    continue()
  endif()
  if(NOT line MATCHES "^([^\t]+)\t([*CVRP])\t([0-9]+)$")
    message(FATAL_ERROR "${INPUT}: not 'ending<tab>one of *CVRP<tab>number': ${line}")
  endif()
  string(APPEND table
         "{\"${CMAKE_MATCH_1}\", Before{'${CMAKE_MATCH_2}'}, ${CMAKE_MATCH_3}},\n")
endforeach()
file(WRITE "${OUTPUT}" "${table}")
