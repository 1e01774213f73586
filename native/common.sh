# shellcheck shell=bash disable=SC2034,SC2154 # sourced: what is set here is used there, and the other way round
# Shared by the scripts of this folder, which source it: words, the cache, and which GraalVM is the right one.

# Everything goes to standard error: standard output is for the one line that a script answers with.
say() { echo "native: $*" >&2; }
fail() {
  say "$*"
  exit 3
}

# Where everything fetched or made once is kept, one folder per user.
cache_folder() { echo "${SEEDPOD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seedpod}"; }

# What is left where the toolchain cannot be assembled.
three_ways="one of three ways remains: set GRAALVM_HOME to a GraalVM or Mandrel 25; or build in a container (-Dquarkus.native.container-build=true, needs Docker or Podman); or build on Debian or Ubuntu on x86-64"

# The feature release of the Java in folder $1, such as 25, or nothing.
java_feature() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

# True when $1 is a GraalVM, Mandrel or assembled toolchain of the wanted release. Reads files: starts no JVM.
is_graalvm() { [ -x "$1/bin/native-image" ] && [ "$(java_feature "$1")" = 25 ]; }

# True when file $1 is there and has the SHA-256 $2.
is_verified() { [ -f "$1" ] && echo "$2  $1" | sha256sum -c --status 2>/dev/null; }

# The value of field $1 of the file that says which distribution this is.
os_field() { sed -n "s/^$1=[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}\$/\1/p" "${SEEDPOD_OS_RELEASE:-/etc/os-release}" 2>/dev/null; }
