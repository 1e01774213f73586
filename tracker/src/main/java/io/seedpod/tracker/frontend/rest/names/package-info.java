/// Names over REST: publish, look up, list, delete; what becomes of each in terms of HTTP.
///
/// Not here: what a name may be and who may change it (`catalogue`).
@NullMarked
package io.seedpod.tracker.frontend.rest.names;

import org.jspecify.annotations.NullMarked;
