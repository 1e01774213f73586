# The AOT caches of the packaged programs: where each lies and whether it fits. Sourced, with `here` the checkout.

jar_of() { echo "$here/$1/target/quarkus-app/quarkus-run.jar"; }
cache_of() { echo "$here/$1/target/quarkus-app/quarkus-run.aot"; }

# True when the cache of program $1 was made after its jar, and with these options.
is_cache_fresh() {
  local cache
  cache=$(cache_of "$1")
  [ -s "$cache" ] && [ ! "$cache" -ot "$(jar_of "$1")" ] && [ ! "$cache" -ot "$here/build/java-options" ]
}
