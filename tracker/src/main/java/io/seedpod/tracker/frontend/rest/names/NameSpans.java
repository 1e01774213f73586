package io.seedpod.tracker.frontend.rest.names;

import io.seedpod.tracker.frontend.rest.ProblemException;
import io.seedpod.tracker.spans.Span;
import io.seedpod.tracker.spans.SpanKind;
import io.seedpod.tracker.spans.Spans;
import io.seedpod.tracker.spans.TraceParent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Has requests for names told of as spans, each within the trace that its header `traceparent`
/// names.
@Singleton
final class NameSpans {
    private static final int OUR_TROUBLE = 500;

    /// Who asked has hung up.
    private static final int GONE = 499;

    private final Spans spans;

    NameSpans(Spans spans) {
        this.spans = spans;
    }

    /// @param what is done, in a word
    Response of(String what, HttpServerRequest request, String name, Supplier<Response> work) {
        var span = begin(what, request);
        try {
            var response = span.around(work);
            end(span, request, name, response.getStatus());
            return response;
        } catch (RuntimeException e) {
            end(span, request, name, status(e));
            throw e;
        }
    }

    /// @param what is done, in a word
    Uni<Response> ofChange(
            String what, HttpServerRequest request, String name, Supplier<Uni<Response>> work) {
        var span = begin(what, request);
        try {
            return span.around(work)
                    .invoke(response -> end(span, request, name, response.getStatus()))
                    .onCancellation()
                    .invoke(() -> end(span, request, name, GONE));
        } catch (RuntimeException e) {
            end(span, request, name, status(e));
            throw e;
        }
    }

    private Span begin(String what, HttpServerRequest request) {
        if (!spans.isOn()) {
            return Span.NOTHING;
        }
        var parent =
                Optional.ofNullable(request.getHeader(TraceParent.HEADER))
                        .flatMap(TraceParent::parse);
        return spans.begin(what, SpanKind.SERVER, parent);
    }

    private static int status(RuntimeException why) {
        return why instanceof ProblemException problem ? problem.status() : OUR_TROUBLE;
    }

    private static void end(Span span, HttpServerRequest request, String name, int status) {
        if (span != Span.NOTHING) {
            span.end(
                    status >= OUR_TROUBLE,
                    Map.of(
                            "http.request.method", request.method().name(),
                            "http.response.status_code", Integer.toString(status),
                            "seedpod.name", name));
        }
    }
}
