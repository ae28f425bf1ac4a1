# shellcheck shell=bash
# Sourced by run, test and bench: finds what the platform needs on this machine and, where it may, installs it.

# need_sdk: the .NET 10 SDK, or one sentence and the end.
need_sdk() {
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
    echo "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again." >&2
    exit 1
  fi
}

# has_server NAME: PostgreSQL's programs are not on the PATH on Debian.
has_server() {
  case $1 in
    postgresql) command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# need_packages COMMAND=PACKAGE…: installs from apt what is missing, where root or passwordless sudo allows it.
need_packages() {
  local missing=() pair
  for pair in "$@"; do
    has_server "${pair%%=*}" || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local sudo=""
  if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "Missing on this machine: ${missing[*]}. Install them with: sudo apt-get install -y ${missing[*]}" >&2
      exit 1
    fi
    sudo="sudo -n"
  fi
  if ! command -v apt-get >/dev/null; then
    echo "Missing on this machine: ${missing[*]}. Install them with the system's package manager and start again." >&2
    exit 1
  fi
  echo "Installing ${missing[*]} …"
  local log
  log=$(mktemp)
  if ! { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "Could not install ${missing[*]}." >&2
    exit 1
  fi
  rm -f "$log"
}

need_servers() { need_packages postgresql=postgresql redis-server=redis-server nats-server=nats-server; }

# need_go_packages IMPORT=PACKAGE…: Go and libraries of its, which Debian keeps under /usr/share/gocode; for tools/helmrender.
need_go_packages() {
  local missing=(go=golang-go) pair
  for pair in "$@"; do
    [ -d "/usr/share/gocode/src/${pair%%=*}" ] || missing+=("${pair%%=*}=${pair#*=}")
  done
  need_packages "${missing[@]}"
}
