package io.seedpod.tracker.frontend.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The statuses with which a method of REST answers, beside those that any request can meet: 405,
/// 406, 413, 415 and 500. A test compares them with `openapi.yaml`, another with what is answered.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
    int[] value();
}
