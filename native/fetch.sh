# shellcheck shell=bash disable=SC2034,SC2154 # sourced: what is set here is used there, and the other way round
# How `assemble` fetches: by package name, through Maven and apt as this machine has them set up. No host is named here.

# The image builder's jars, into $jars. Arguments go to Maven.
fetch_jars() {
  local sum group name complete=1
  mkdir -p "$jars"
  while read -r sum group name; do is_verified "$jars/$name.jar" "$sum" || complete=0; done <"$here/jars.sha256"
  if [ "$complete" = 0 ]; then
    say "  fetching GraalVM's image builder $graal with Maven"
    write_jars_pom >"$work/pom.xml"
    "$here/../mvnw" -q -B -ntp -f "$work/pom.xml" "$@" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
      -DexcludeTransitive=true -Dmdep.stripVersion=true -Dmdep.overWriteReleases=true -DoutputDirectory="$jars" >"$work/log" 2>&1 ||
      failed_with_log "GraalVM's image builder $graal (org.graalvm.nativeimage:svm and others) could not be fetched by Maven"
  fi
  while read -r sum group name; do
    is_verified "$jars/$name.jar" "$sum" ||
      fail "org.graalvm.$group:$name:$graal is not the one expected: SHA-256 $(sha256sum <"$jars/$name.jar" | cut -d' ' -f1) (expected: $sum); is there a broken copy in the local Maven repository?"
  done <"$here/jars.sha256"
}

write_jars_pom() {
  local sum group name
  echo '<project><modelVersion>4.0.0</modelVersion>'
  echo '<groupId>io.seedpod</groupId><artifactId>toolchain-jars</artifactId><version>1</version><packaging>pom</packaging><dependencies>'
  while read -r sum group name; do
    echo "<dependency><groupId>org.graalvm.$group</groupId><artifactId>$name</artifactId><version>$graal</version></dependency>"
  done <"$here/jars.sha256"
  echo '</dependencies></project>'
}

# OpenJDK's source archive, its path in $openjdk.
fetch_openjdk() {
  local wanted name suite mirror components keyring
  read -r wanted name <"$here/openjdk-source.sha256"
  openjdk=$cache/$name
  if is_verified "$openjdk" "$wanted"; then return; fi
  say "  fetching OpenJDK's sources with apt"
  where_sources_are
  for suite in $suites; do
    if fetch_openjdk_from "$suite"; then return; fi
  done
  [ ! -s "$work/log" ] || tail -n 5 "$work/log" >&2
  fail "no source package openjdk-25 could be fetched from apt's mirror $mirror (tried: $suites): check the network and apt's configuration"
}

# Which of apt's repositories is the distribution's own, and which of its suites carry OpenJDK 25.
where_sources_are() {
  local codename
  codename=$(os_field VERSION_CODENAME)
  mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 2>/dev/null |
    awk -v codename="$codename" '$1 == codename || $1 ~ /^(stable|testing|unstable|sid)$/ { print $2; exit }')
  [ -n "$mirror" ] || fail "apt has no mirror of '$codename' set up (see /etc/apt/sources.list and sources.list.d)"
  if [ "$(os_field ID)" = ubuntu ]; then
    suites="$codename-updates $codename questing-updates questing"
    components="main universe"
    keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg
  else
    suites="trixie sid"
    components=main
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  fi
}

# Looks in suite $1 with lists of our own: apt's are left alone, and nothing needs root.
fetch_openjdk_from() {
  local state=$work/apt-$1 line file sum options
  mkdir -p "$state/lists/partial" "$state/archives/partial" "$state/here"
  echo "deb-src [signed-by=$keyring] $mirror $1 $components" >"$state/sources.list"
  options=(-qq -o Dir::State::Lists="$state/lists" -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o Dir::Cache::Archives="$state/archives" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update >"$work/log" 2>&1 || return 1
  # Only the main archive counts: others of the source package may be gone from the mirror when we come.
  line=$(apt-get "${options[@]}" --print-uris source openjdk-25 2>"$work/log" | grep -m 1 -E ' openjdk-25_[^ ]*[0-9]\.orig\.tar\.xz ') || return 1
  file=$(awk '{ print $2 }' <<<"$line")
  sum=$(grep -oE 'SHA256:[0-9a-f]{64}' <<<"$line" | cut -d: -f2)
  (cd "$state/here" && apt-get "${options[@]}" source --download-only openjdk-25) >"$work/log" 2>&1 || true
  is_verified "$state/here/$file" "$sum" || return 1
  [ "$sum" = "$wanted" ] || say "  note: the distribution has $file instead of $name; its SHA-256 is that of apt's signed list"
  openjdk=$cache/$file
  mv "$state/here/$file" "$openjdk"
}
