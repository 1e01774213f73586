package io.seedpod.blackbox.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// Marks tests that start neither tracker nor peer.
///
/// `-Pnegative` replaces both programs and expects all others to fail, and these to pass.
@Tag(WithoutPrograms.TAG)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface WithoutPrograms {
    String TAG = "without-programs";
}
