# The linter of .github/workflows. Sourced by ./test.

linter=artifacts/tools/workflows

# Gets the linter where npm can, unless it is there already.
install_linter() {
  [[ -e $linter/node_modules/@action-validator/core/package.json ]] && return
  rm -rf "$linter" && mkdir -p "$linter" && cp build/workflows/package.json build/workflows/package-lock.json "$linter/" \
    && npm ci --prefix "$linter" --ignore-scripts --no-audit --no-fund
}

lacks_linter() {
  [[ -e $linter/node_modules/@action-validator/core/package.json ]] && has_node && return 1
  echo 'no linter of workflows (npm)'
}

lint_workflows() {
  local file
  for file in .github/workflows/*.yml; do node "$linter/node_modules/@action-validator/cli/cli.mjs" "$file" || return; done
}
