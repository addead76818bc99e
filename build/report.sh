# Counting and reporting for ./test. Sourced by it.

results=artifacts/test
mkdir -p "$results"
passed=0 failed=0 skipped=0 failures=()

# Runs the words after the name $1 as one step that passes or fails; its output is shown when it fails.
step() {
  begin "$@"
  end "$1"
}

# The same in two halves, for what runs beside something else.
declare -A step_job=()
begin() {
  local name=$1; shift
  {
    began=$SECONDS
    "$@" </dev/null >"$results/$name.log" 2>&1
    echo $? $((SECONDS - began)) >"$results/$name.exit"
  } &
  step_job[$name]=$!
}

end() {
  local name=$1 code seconds
  wait "${step_job[$name]}" 2>/dev/null
  read -r code seconds <"$results/$name.exit"
  if ((code == 0)); then
    ((passed += 1))
    printf '%-48s ok (%ds)\n' "$name" "$seconds"
  else
    ((failed += 1))
    failures+=("$name, the output is above and in $results/$name.log")
    printf '%-48s FAILED\n' "$name"
    cat "$results/$name.log"
    return 1
  fi
}

skip() {
  ((skipped += 1))
  printf '%-48s skipped: %s\n' "$1" "$2"
}

# What should have run and cannot: a failure.
miss() {
  ((failed += 1))
  failures+=("$1: $2")
  printf '%-48s FAILED: %s\n' "$1" "$2"
}

# The number in attribute $2 of the start tag $1; nothing there is 0.
attribute() {
  local value=${1#*" $2=\""}
  [[ $value == "$1" ]] && value=0
  printf '%d' "${value%%\"*}"
}

# The tests of the project $1 that took ten seconds or more, which none of the usual suite does on a quiet machine.
list_slow() { grep -o '<test [^>]*>' "$results/$1.xml" | sed -n 's/.* name="\([^"]*\)".* time="\([0-9]\{2,\}\)\.[0-9]*".*/  slow: \2 s \1/p' | sed 's/[\\]&quot;/"/g'; }

# Adds the result of the project $1. The runner's XML is what counts; without one the project has failed.
count() {
  local name=$1 code tag='' p=0 f=0 s=0
  code=$(cat "$results/$name.exit" 2>/dev/null || echo 1)
  [[ -f $results/$name.xml ]] && tag=$(grep -o '<assembly [^>]*>' "$results/$name.xml" | head -n 1)
  if [[ -n $tag ]]; then
    p=$(attribute "$tag" passed) s=$(attribute "$tag" skipped)
    f=$(($(attribute "$tag" failed) + $(attribute "$tag" errors)))
  fi
  # Mono 6.8 sometimes aborts its own timers when a program that has reported all its tests ends, and then says so with an exit code.
  if ((code != 0 && f == 0 && p > 0)) && [[ $name == *.netstandard2.0 ]] && grep -q '^=== TEST EXECUTION SUMMARY' "$results/$name.log" \
    && grep -q 'System.Threading.Timer+Scheduler.SchedulerThread' "$results/$name.log"; then
    code=0
  fi
  # A run that died, or that ran nothing, is a failure whatever its numbers say.
  if ((f == 0)) && { ((code != 0)) || ((p + s == 0)); }; then f=1; fi
  ((passed += p, failed += f, skipped += s))
  printf '%-48s %d passed, %d failed, %d skipped\n' "$name" "$p" "$f" "$s"
  if ((f > 0)); then
    ((p + s > 0)) || printf 'no test ran (exit code %s)\n' "$code"
    cat "$results/$name.log"
    failures+=("$name (exit code $code)" "$(grep -A 12 -F '[FAIL]' "$results/$name.log" | head -n 60)")
  elif ((s > 0)); then
    grep -A 1 -F '[SKIP]' "$results/$name.log"
  fi
  [[ $stress == true || -z $tag ]] || list_slow "$name"
}

# The failures once more: what stands far above is easily lost.
finish() {
  ((failed == 0)) || printf '\nfailed: %s\n' "${failures[@]}"
  printf '%d passed, %d failed' "$passed" "$failed"
  ((skipped == 0)) || printf ', %d skipped' "$skipped"
  printf '\n'
  ((failed == 0 && passed > 0))
  exit
}
