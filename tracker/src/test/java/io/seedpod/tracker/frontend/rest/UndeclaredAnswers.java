package io.seedpod.tracker.frontend.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// Notes what a resource answers in tests though its `Answers` do not say so.
@Provider
public final class UndeclaredAnswers implements ContainerResponseFilter {
    public static final Set<String> SEEN = new ConcurrentSkipListSet<>();

    /// What any request can meet.
    static final Set<Integer> GENERAL = Set.of(405, 406, 413, 415, 500);

    @Context ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        if (GENERAL.contains(status)) {
            // Such a request may have no method.
            return;
        }
        var method = resource.getResourceMethod();
        var answers = method == null ? null : method.getAnnotation(Answers.class);
        if (answers != null && Arrays.stream(answers.value()).noneMatch(each -> each == status)) {
            SEEN.add(method.getName() + " answered " + status);
        }
    }
}
