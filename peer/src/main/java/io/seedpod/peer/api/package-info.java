/// The daemon's REST API: torrents to list, add, remove and look at. JSON in, JSON out; decides
/// nothing.
///
/// `cli.remote` speaks it from the other side and shares its records.
@NullMarked
package io.seedpod.peer.api;

import org.jspecify.annotations.NullMarked;
