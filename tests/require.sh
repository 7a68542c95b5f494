#!/usr/bin/env bash
# Makes sure that what a target needs is there. As root on Debian it is
# installed; otherwise the package to install is named.
set -euo pipefail

package_of() {
  case $1 in
    cc) echo gcc ;;
    postgres) echo postgresql ;;
    chromium) echo chromium ;;
    node) echo nodejs ;;
  esac
}

is_there() {
  case $1 in
    postgres) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null ;;
    node) command -v npm >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing=()
for need in "$@"; do
  is_there "$need" || missing+=("$(package_of "$need")")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "Needed and not found. Install, then run this again:  sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
