# Makes a C++ table of the lines of a file, those that begin with # left out, so that starting up
# reads no file:
#   cmake -D INPUT=question_words.tsv -D OUTPUT=question_words.inc -P string_table.cmake
file(STRINGS "${INPUT}" lines ENCODING UTF-8)
set(table "")
foreach(line IN LISTS lines)
  if(line MATCHES "^#")
    continue()
  endif()
  string(APPEND table "\"${line}\",\n")
endforeach()
file(WRITE "${OUTPUT}" "${table}")
