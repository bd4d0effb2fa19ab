# Makes a C++ string of data/rindex-watch.service:
#   cmake -D INPUT=rindex-watch.service -D OUTPUT=rindex_watch_service.inc -P unit_text.cmake
file(READ "${INPUT}" text)
file(WRITE "${OUTPUT}" "R\"unit(${text})unit\"\n")
