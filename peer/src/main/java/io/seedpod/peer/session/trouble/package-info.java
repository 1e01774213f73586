/// What went wrong, in the user's terms: every failure of a session is a [SessionException] of one
/// kind, and here the troubles of the layers below are put into its words.
///
/// For all rooms of the session and for those who ask it. Knows none of them.
@NullMarked
package io.seedpod.peer.session.trouble;

import org.jspecify.annotations.NullMarked;
