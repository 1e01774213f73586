/// The documentation, judged like a program: its paths exist, its links resolve, its commands are
/// understood by the packaged programs and run by tests.
///
/// Not here: whether what it says is well said.
@NullMarked
package io.seedpod.blackbox.docs;

import org.jspecify.annotations.NullMarked;
