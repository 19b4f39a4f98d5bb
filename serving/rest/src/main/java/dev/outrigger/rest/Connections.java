package dev.outrigger.rest;

import dev.outrigger.kinds.Connected;
import dev.outrigger.kinds.Connection;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Call;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.streams.Streams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Connects clients to what objects stand for.
final class Connections {
    private static final byte[] NOTHING = {};

    private final Admitting admitting;

    Connections(Admitting admitting) {
        this.admitting = admitting;
    }

    ApiResponse connect(Operation.Connect connect, Call call, Warnings warnings) throws InterruptedException {
        var request = call.request();
        var subresource = connect.connect();
        var options = QueryOptions.of(request.query(), subresource.options().schema());
        var object = Actions.object(connect.target(), connect.key());
        var asked = new Admitting.Connecting(subresource.name(), object, options);
        admitting.connect(connect.target(), asked, call.caller(), warnings);
        var view = connect.target().type().fromHub(object, connect.target().version());
        var connection = new Connection(
                connect.key(),
                view,
                call.caller(),
                connect.method(),
                connect.path(),
                request.query().all(),
                headers(request.headers()),
                body(request, subresource.bodies()));
        return answer(subresource.connector().connect(object, options, connection), request);
    }

    private static byte[] body(ApiRequest request, Subresource.Bodies bodies) {
        return switch (bodies) {
            case WHOLE -> request.bytes();
            case STREAMED -> NOTHING;
        };
    }

    private static ApiResponse answer(Connected connected, ApiRequest request) throws InterruptedException {
        return switch (connected) {
            case Connected.Bytes(int status, var contentType, var bytes) ->
                new ApiResponse.Body(status, Headers.of("Content-Type", contentType), List.of(bytes));
            case Connected.Stream(var contentType, var source) ->
                new ApiResponse.Stream(
                        200, Headers.of("Content-Type", contentType), sink -> source.writeTo(new ByteSink(sink)));
            case Connected.Log(var options, var writer) -> Streams.log(request, options, writer);
            case Connected.Run(var options, var program) -> Streams.session(request, options, program);
            case Connected.Proxy(var target) -> Streams.proxy(request, target);
        };
    }

    private static Map<String, List<String>> headers(Headers headers) {
        var all = new LinkedHashMap<String, List<String>>();
        headers.forEach((name, value) -> all.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                .add(value));
        return all;
    }

    private record ByteSink(ApiResponse.Sink sink) implements Connected.Sink {
        @Override
        public boolean write(byte[] bytes) throws InterruptedException {
            return sink.write(List.of(bytes));
        }

        @Override
        public void onGone(Runnable action) {
            sink.onGone(action);
        }
    }
}
