/// Runs the images as the manifests want their pods to run: in containers of podman, on a network
/// of their own. Needs root and podman; knows the programs only as images.
@NullMarked
package io.seedpod.k8s.pods;

import org.jspecify.annotations.NullMarked;
