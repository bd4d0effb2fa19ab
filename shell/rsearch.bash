# Completion of rsearch's options, and of fields and their values in a query, for bash 4.4 and later:
#   source rsearch.bash
# or installed as share/bash-completion/completions/rsearch, where bash-completion finds it.
#
# What there is to complete is asked of rsearch itself (rsearch --complete=TEXT); this file knows how
# bash takes words apart.

# Sets `word` to the shell word that the cursor is at the end of, without its quotes, `quote` to the
# quote that is open there, and `inner` to what of the word stands before that quote.
_rsearch_word() {
  local line=${COMP_LINE:0:COMP_POINT} i c
  word='' quote='' inner=''
  for ((i = 0; i < ${#line}; ++i)); do
    c=${line:i:1}
    if [[ $quote == "'" ]]; then
      if [[ $c == "'" ]]; then quote=''; else word+=$c; fi
    elif [[ $c == \\ ]]; then
      ((++i))
      word+=${line:i:1}
    elif [[ $c == '"' ]]; then
      if [[ $quote == '"' ]]; then quote=''; else quote='"' inner=$word; fi
    elif [[ $quote == '"' ]]; then
      word+=$c
    elif [[ $c == "'" ]]; then
      quote="'" inner=$word
    elif [[ $c == [[:space:]] ]]; then
      word=''
    else
      word+=$c
    fi
  done
}

# Of `word`, what stands before its last query word: "bert " of "bert field:"computer v".
_rsearch_head() {
  local quotes=${word//[^\"]/} before=$word
  ((${#quotes} % 2)) && before=${word%\"*}
  head=${before%"${before##* }"}
}

# The value of --index before the cursor.
_rsearch_index() {
  local i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    [[ ${COMP_WORDS[i]} == --index ]] || continue
    index=${COMP_WORDS[i + 1]}
    [[ $index == = ]] && index=${COMP_WORDS[i + 2]}
  done
}

# Adds to COMPREPLY what rsearch offers for `word`.
_rsearch_ask() {
  local reply cut=''
  # bash takes a word apart at its colons, unless it is quoted, and replaces what follows the last.
  [[ -z $quote && $word == *:* && $COMP_WORDBREAKS == *:* ]] && cut=${word%"${word##*:}"}
  while IFS= read -r reply; do
    reply=$head$reply
    # What the index holds must stay one word of text, whatever is in it.
    case $quote in
      '') printf -v reply %q "${reply#"$cut"}" ;;
      "'") reply=${reply//\'/\'\\\'\'} ;;
      '"')
        [[ $reply == *'!'* ]] && continue  # of history, even in "…"
        reply=${reply//\\/\\\\}
        reply=${reply//\"/\\\"}
        reply=${reply//\$/\\\$}
        reply=${reply//\`/\\\`}
        ;;
    esac
    COMPREPLY+=("$reply")
  done < <("$@" "--complete=$word" 2>/dev/null)
}

_rsearch() {
  local word quote inner head index='' current=${COMP_WORDS[COMP_CWORD]}
  local option=${COMP_WORDS[COMP_CWORD - 1]}
  [[ $option == = ]] && option=${COMP_WORDS[COMP_CWORD - 2]}
  [[ $current == = ]] && current=''
  COMPREPLY=()
  case $option in
    --index)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$current")
      ;;
    --like)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      ;;
    --sort) mapfile -t COMPREPLY < <(compgen -W 'score path newest' -- "$current") ;;
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current") ;;
    --viewer | --open | --limit | -n | --offset) ;;
    *) _rsearch_query "$1" ;;
  esac
  return 0
}

_rsearch_query() {
  _rsearch_word
  # title:"knowledge has lost its quote before rsearch sees it: 'title:"knowledge' keeps it.
  [[ -n $quote && -n $inner ]] && return
  _rsearch_index
  _rsearch_head
  local -a program=("${1/#\~\//$HOME/}")
  [[ -n $index ]] && program+=("--index=${index/#\~\//$HOME/}")
  _rsearch_ask "${program[@]}"
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]] || return
  # "year:" goes on. bash would close an open quote behind it, unless there is a choice.
  compopt -o nospace 2>/dev/null
  [[ -n $quote ]] || return
  word=${COMPREPLY[0]}
  _rsearch_ask "${program[@]}"
  ((${#COMPREPLY[@]} > 2)) && COMPREPLY=("${COMPREPLY[@]:1}")
}

complete -o nosort -F _rsearch rsearch
