# What the tests need beyond the .NET SDK, and how to get it. Sourced by ./test.

case $(uname -m) in
  aarch64 | arm64) rid=linux-arm64 ;;
  *) rid=linux-x64 ;;
esac

# NuGet and the SDK want a home directory to write in; a container may have none.
prepare_home() {
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  [[ -d ${HOME:-} && -w ${HOME:-} ]] && return
  export HOME=$PWD/artifacts/home
  mkdir -p "$HOME"
}

require_sdk() {
  dotnet --version >/dev/null 2>&1 && return
  printf 'test: the .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0\n' >&2
  exit 1
}

has_linker() { command -v gcc >/dev/null || command -v clang >/dev/null; }
has_zlib() { [[ -e /usr/include/zlib.h ]]; }
has_sqlite() { compgen -G '/usr/lib/*-linux-gnu/libsqlite3.a' >/dev/null; }
has_mono() { command -v mono >/dev/null && [[ -e /usr/lib/mono/4.5/Facades/netstandard.dll ]]; }

# PowerShell is a .NET tool and belongs to the checkout, unless there is one already.
powershell_version=7.6.9
export PATH=$PATH:$PWD/artifacts/tools
has_powershell() { command -v pwsh >/dev/null; }
install_powershell() {
  dotnet tool install PowerShell --version "$powershell_version" --tool-path artifacts/tools >"$results/powershell.log" 2>&1 \
    || printf 'PowerShell could not be installed; the output is in %s\n' "$results/powershell.log"
}

# Installs packages without starting the servers that are in some of them: the tests start their own.
apt_install='
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap "rm -f $policy" EXIT
    printf "#!/bin/sh\nexit 101\n" >$policy
    chmod 755 $policy
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"'

# Installs the missing Debian packages; $1 is true where neither the native program nor Mono is wanted, $2 where servers are, $3 where shells are, $4 where Wine is.
install_missing() {
  local packages=() as=()
  command -v git >/dev/null || packages+=(git)
  if [[ $1 == false ]]; then
    has_linker || packages+=(gcc libc6-dev)
    has_zlib || packages+=(zlib1g-dev)
    has_sqlite || packages+=(libsqlite3-dev)
    has_mono || packages+=(mono-devel)
  fi
  if [[ $3 == true ]]; then
    command -v fish >/dev/null || packages+=(fish)
    command -v zsh >/dev/null || packages+=(zsh)
  fi
  [[ $2 == true ]] && mapfile -t -O "${#packages[@]}" packages < <(missing_server_packages)
  if [[ $4 == true ]] && may_have_wine && ! has_wine && ! command -v debootstrap >/dev/null; then packages+=(debootstrap); fi
  ((${#packages[@]})) && command -v apt-get >/dev/null || return 0
  if ((EUID != 0)); then
    command -v sudo >/dev/null || return 0
    as=(sudo)
  fi
  printf 'installing %s\n' "${packages[*]}"
  {
    ${as[@]+"${as[@]}"} apt-get update -q
    ${as[@]+"${as[@]}"} sh -c "$apt_install" apt-install "${packages[@]}"
  } >"$results/setup.log" 2>&1 || printf 'apt-get failed; its output is in %s\n' "$results/setup.log"
}

# Each prints what is missing and succeeds, or fails when nothing is.
lacks_native() {
  has_linker || { echo 'no C linker (Debian: gcc)'; return; }
  has_zlib || { echo 'no zlib headers (Debian: zlib1g-dev)'; return; }
  has_sqlite || { echo 'no SQLite archive to link (Debian: libsqlite3-dev)'; return; }
  return 1
}

lacks_mono() {
  has_mono || { echo 'no Mono to stand in for .NET Framework (Debian: mono-devel)'; return; }
  return 1
}
