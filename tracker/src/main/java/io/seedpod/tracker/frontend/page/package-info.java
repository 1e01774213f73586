/// The page at the tracker's root, for people: names, who holds them, what they want. It is made of
/// files that come with the program and reads everything else through REST.
///
/// Not here: anything that the page shows.
@NullMarked
package io.seedpod.tracker.frontend.page;

import org.jspecify.annotations.NullMarked;
