# The real servers that tests of databases and object stores run against, and how to get them. Sourced by ./test.
# docs/development/test-servers.md says what is installed where.

export DATAJOINT_TEST_SERVERS=${DATAJOINT_TEST_SERVERS:-$PWD/artifacts/servers}
servers=$DATAJOINT_TEST_SERVERS
sid_packages=(mysql-server-core radosgw python3-crc32c python3-moto python3-flask python3-flask-cors python3-openssl python3-hvac docker-compose python3-dotenv python3-yaml python3-check-jsonschema)

has_mariadb() { [[ -x /usr/sbin/mariadbd ]]; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }
has_node() { command -v node >/dev/null && command -v npm >/dev/null; }
has_azurite() { [[ -e $servers/azurite/node_modules/azurite/package.json ]]; }
has_secret_clients() { [[ -e $servers/secret-clients/node_modules/@azure/keyvault-secrets/package.json ]]; }
has_lambda() { [[ -e $servers/lambda/node_modules/@vercel/fun/package.json ]]; }
has_sid() {
  local package info=$servers/sid/var/lib/dpkg/info
  for package in "${sid_packages[@]}"; do [[ -e $info/$package.list ]] || compgen -G "$info/$package:*.list" >/dev/null || return; done
}

# Only root can make the folder with Debian sid and run what is in it, and only Debian knows where to get it from.
may_have_sid() { ((EUID == 0)) && grep -qs '^ID=debian$' /etc/os-release; }

has_servers() { has_mariadb && has_postgresql && has_azurite && has_secret_clients && has_lambda && { has_sid || ! may_have_sid; }; }

# Whether the test project $1 starts servers.
uses_servers() { grep -Eqs 'DataJoint\.Servers(\.Host)?\.csproj' "tests/$1/$1.csproj"; }

# The Debian packages that are missing, one a line.
missing_server_packages() {
  has_mariadb || echo mariadb-server
  has_postgresql || echo postgresql
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  command -v ps >/dev/null || echo procps
  if may_have_sid && ! has_sid && ! command -v debootstrap >/dev/null; then echo debootstrap; fi
}

# Makes what is no Debian package of this release: the servers when $1 is true, Wine when $2 is. Runs beside the build; its output is for a log.
install_servers() {
  mkdir -p "$servers" || return
  (
    # Two runs at once wait for each other here.
    exec 9>"$servers/setup.lock" && flock 9 || exit
    failed=0 making=()
    if [[ $1 == true ]] && may_have_sid && ! has_sid; then make_sid & making+=($!); fi
    if [[ $2 == true ]] && may_have_wine && ! has_wine; then make_wine & making+=($!); fi
    [[ $1 == false ]] || has_azurite || make_from_npm azurite || failed=1
    [[ $1 == false ]] || has_secret_clients || make_from_npm secret-clients || failed=1
    [[ $1 == false ]] || has_lambda || make_from_npm lambda || failed=1
    for job in ${making[@]+"${making[@]}"}; do wait "$job" || failed=1; done
    exit $failed
  )
}

# Debian sid for MySQL 9, the Ceph gateway and moto. The package with the server makes the user mysql; that with the program alone does not.
make_sid() {
  make_debian sid 'id mysql 2>/dev/null || useradd --system --no-create-home --shell /usr/sbin/nologin mysql' "${sid_packages[@]}"
}

# Debian sid in the folder $1, with the packages that follow $2, a command that finishes it. It gets its name when it is whole; a half-made one
# is made anew. What has to be mounted for it lives in a mount namespace of its own and so goes with it.
make_debian() {
  local new=$servers/$1.partial name=$1 finish=$2 mirror; shift 2
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
  [[ -n $mirror ]] || { echo 'no Debian mirror in the sources of apt'; return 1; }
  rm -rf --one-file-system "$new" "${servers:?}/$name" || return
  unshare --mount --propagation private bash -euc '
    new=$1 mirror=$2 finish=$3; shift 3
    debootstrap --variant=minbase --include=ca-certificates sid "$new" "$mirror"
    cp /etc/hosts /etc/resolv.conf "$new/etc/"
    cp /etc/apt/apt.conf.d/* "$new/etc/apt/apt.conf.d/"
    printf "#!/bin/sh\nexit 101\n" >"$new/usr/sbin/policy-rc.d"
    chmod 755 "$new/usr/sbin/policy-rc.d"
    mountpoint -q "$new/proc" || mount -t proc proc "$new/proc"
    chroot "$new" apt-get update -q
    DEBIAN_FRONTEND=noninteractive chroot "$new" apt-get install -y -q --no-install-recommends "$@"
    chroot "$new" apt-get clean
    chroot "$new" sh -c "$finish"
  ' make-debian "$new" "$mirror" "$finish" "$@" && mv "$new" "$servers/$name"
}

# What build/$1/package-lock.json pins.
make_from_npm() {
  local new=$servers/$1.partial
  has_node || { echo 'no npm'; return 1; }
  rm -rf "$new" "${servers:?}/$1" || return
  mkdir -p "$new" && cp "build/$1/package.json" "build/$1/package-lock.json" "$new/" || return
  npm ci --prefix "$new" --ignore-scripts --no-audit --no-fund && mv "$new" "$servers/$1"
}

# Which servers the tests run against, each as it calls itself.
server_versions() {
  has_mariadb && /usr/sbin/mariadbd --version
  has_postgresql && "$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | tail -n 1)" --version
  if has_sid && may_have_sid; then
    chroot "$servers/sid" /usr/sbin/mysqld --version
    chroot "$servers/sid" /usr/bin/radosgw --version
    chroot "$servers/sid" python3 -c 'import moto; print("moto", moto.__version__)'
  fi
  has_azurite && node -p '"azurite " + require(process.argv[1]).version' "$servers/azurite/node_modules/azurite/package.json"
  has_lambda && node -p '"@vercel/fun " + require(process.argv[1]).version' "$servers/lambda/node_modules/@vercel/fun/package.json"
}
