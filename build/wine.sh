# Wine, in which Windows programs run on Linux, and the tests that run there. Sourced by ./test; docs/development/test-servers.md says more.

# Wine's own folder with Debian sid: Wine 8 of Debian 12 crashes the runtime of .NET.
wine=$servers/wine
wine_projects=(DataJoint.Configuration.Tests DataJoint.Configuration.Editing.Tests DataJoint.Stores.Tests DataJoint.Connections.Tests DataJoint.Conformance.Tests)

# Whether the test project $1 has what is left to the stress suite under Wine: laws and storms of threads.
has_long() { find "tests/$1" -name '*Laws.cs' -o -name '*ConcurrencyTests.cs' | grep -q .; }

has_wine() { [[ -e $wine/prefix/.update-timestamp ]]; }

# Whether Wine can be made here. Only root can make the folder and run what is in it.
may_have_wine() { [[ $rid == linux-x64 ]] && may_have_sid; }

lacks_wine() {
  has_wine && may_have_wine && return 1
  if [[ $rid != linux-x64 ]]; then echo 'Wine runs programs for x64 on x64 only'
  elif ! may_have_sid; then echo 'Wine is made by root on Debian only'
  else echo 'no Wine: docs/development/test-servers.md'; fi
}

# What Windows would have: drives, a registry, a user's folders. Made once, since it takes longer than a run.
make_wine() {
  make_debian wine 'export WINEPREFIX=/prefix WINEDEBUG=-all; WINEDLLOVERRIDES="mscoree,mshtml=" wineboot -i && /usr/lib/x86_64-linux-gnu/wine/wineserver -w' wine64 wine
}

# Publishes the test projects named for Windows, and what they need beside them: djc, or the program that starts servers for them.
publish_windows() {
  local project framework
  for project; do
    framework=()
    ! grep -qs '<TargetFrameworks>' "tests/$project/$project.csproj" || framework=(-f net10.0)
    dotnet publish "tests/$project" ${framework[@]+"${framework[@]}"} -r win-x64 --self-contained -p:PublishAot=false \
      -o "artifacts/windows/$project" "${strict[@]}" || return
    if uses_program "$project"; then
      dotnet publish src/DataJoint.Cli -r win-x64 -p:PublishAot=false -o artifacts/windows/DataJoint.Cli "${strict[@]}" || return
    fi
    ! uses_servers "$project" || dotnet build tests/DataJoint.Servers.Host "${strict[@]}" || return
  done
}

# Runs them one after the other. What takes long under Wine, laws and storms of threads, is left to the stress suite, which runs nothing else there.
run_windows() {
  local project servers suite=(-trait- Suite=Stress -class- '*Laws' -class- '*ConcurrencyTests')
  [[ $stress == false ]] || suite=(-trait- Suite=Stress -class '*Laws' -class '*ConcurrencyTests')
  for project; do
    servers=()
    ! uses_servers "$project" || servers=(artifacts/bin/DataJoint.Servers.Host/release/DataJoint.Servers.Host --)
    DJC_EXE=$PWD/artifacts/windows/DataJoint.Cli/djc.exe run "$project" windows "$project.windows" ${servers[@]+"${servers[@]}"} build/in-wine "$wine" wine
  done
}
