/// Bencode (BEP 3): four kinds of value, read with limits and written canonically.
///
/// Not here: what a value means. Anyone may come in.
@NullMarked
package io.seedpod.model.bencode;

import org.jspecify.annotations.NullMarked;
