# Makes a C++ string of data/name_rules.toml:
#   cmake -D INPUT=name_rules.toml -D OUTPUT=name_rules.inc -P default_rules.cmake
file(READ "${INPUT}" text)
file(WRITE "${OUTPUT}" "R\"toml(${text})toml\"\n")
