# Sets JAVA_HOME to a JDK 25, sourced by ./mvnw and ./seedpod.
#
# Order: JAVA_HOME if it is a JDK 25, the `javac` on PATH, SEEDPOD_JDK_FOLDERS or the usual install folders,
# SDKMAN. Ends the script with one line and exit 3 when there is none.

# A service or a container may not say where home is; the system knows.
if [ -z "${HOME:-}" ]; then unset HOME; export HOME=~; fi

# True when $1 is a JDK (not a JRE) of the wanted feature release. Reads the release file: no JVM start.
is_wanted_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release"
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && is_wanted_jdk "$JAVA_HOME"; then
    export JAVA_HOME
    return 0
  fi
  local candidate on_path
  on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path") && on_path=${on_path%/bin/javac}
  for candidate in "${on_path:-}" \
    $(for folder in ${SEEDPOD_JDK_FOLDERS:-/usr/lib/jvm /opt /opt/java /usr/local "$HOME/.jdks" "$HOME/.sdkman/candidates/java" /Library/Java/JavaVirtualMachines}; do
        printf '%s\n' "$folder"/*/ "$folder"/*/Contents/Home/
      done); do
    candidate=${candidate%/}
    if [ -n "$candidate" ] && is_wanted_jdk "$candidate"; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  echo "$(basename "$0"): no JDK 25 found: install one (Debian 13: apt install openjdk-25-jdk; elsewhere: Eclipse Temurin 25 or SDKMAN) or set JAVA_HOME to it" >&2
  exit 3
}
