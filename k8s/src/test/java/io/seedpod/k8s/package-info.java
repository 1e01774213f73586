/// Holds the manifests against the programs: what they listen on, which settings they know, what
/// the strictest security profile asks. No cluster is needed; nothing here ships.
@NullMarked
package io.seedpod.k8s;

import org.jspecify.annotations.NullMarked;
