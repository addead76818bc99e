# The linter of .github/workflows. Sourced by ./test.

linter=artifacts/tools/workflows
linter_fault='it is not installed'

# Gets the linter where npm can, unless it is there already; as a whole or not at all. A registry that is away or slow skips the step.
install_linter() {
  [[ -e $linter/node_modules/@action-validator/core/package.json ]] && return
  local partial=$linter.partial status=0
  rm -rf "$linter" "$partial" && mkdir -p "$partial" && cp build/workflows/package.json build/workflows/package-lock.json "$partial/" || return 0
  timeout 120 npm ci --prefix "$partial" --ignore-scripts --no-audit --no-fund || status=$?
  if ((status == 0)); then
    mv "$partial" "$linter"
  else
    rm -rf "$partial"
    linter_fault="npm ci ended with $status"
    ((status != 124)) || linter_fault='npm ci did not end within 2 minutes'
  fi
}

lacks_linter() {
  has_node || { echo 'no linter of workflows (npm)'; return; }
  [[ -e $linter/node_modules/@action-validator/core/package.json ]] && return 1
  printf 'no linter of workflows: %s\n' "$linter_fault"
}

lint_workflows() {
  local file
  for file in .github/workflows/*.yml; do node "$linter/node_modules/@action-validator/cli/cli.mjs" "$file" || return; done
}
