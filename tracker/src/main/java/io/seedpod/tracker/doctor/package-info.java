/// `tracker doctor`: looks at what a tracker would need, and says what is wrong and what to do.
///
/// It changes nothing but a file of its own in the data folder, which it takes away again.
/// Not here: repair.
@NullMarked
package io.seedpod.tracker.doctor;

import org.jspecify.annotations.NullMarked;
