/// What the tests and the demo see with and act with: processes, folders, REST, datagrams, network
/// namespaces.
///
/// The JDK alone is used, JUnit left out: the demo runs from these classes too.
@NullMarked
package io.seedpod.blackbox.harness;

import org.jspecify.annotations.NullMarked;
