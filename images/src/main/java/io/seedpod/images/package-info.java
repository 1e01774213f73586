/// Writes the container images of the two programs: an executable, the libraries it asks for, a
/// handful of small files, and nothing else. Runs in the build alone; no program depends on it.
@NullMarked
package io.seedpod.images;

import org.jspecify.annotations.NullMarked;
