package dev.outrigger.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// HTTP/2. The windows are those of Go's client: 4 MiB for a stream, 1 GiB for the connection.
final class Http2Connection extends Http2FrameAdapter implements Connection {
    private static final int STREAM_WINDOW = 4 << 20;
    private static final int CONNECTION_WINDOW = 1 << 30;
    private static final int LONGEST_HEADERS = 64 << 10;

    private final Address address;
    private final Receiver receiver;
    private final Map<Integer, Exchange> exchanges = new HashMap<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Http2ConnectionHandler handler;

    /// What is known of one answer so far.
    private static final class Exchange {
        private final BodyKeeper body;
        private int status;

        private Exchange(int keep) {
            body = new BodyKeeper(keep);
        }
    }

    private Http2Connection(Address address, Receiver receiver) {
        this.address = address;
        this.receiver = receiver;
    }

    static void install(ChannelPipeline pipeline, Address address, Receiver receiver) {
        var connection = new Http2Connection(address, receiver);
        var handler = new Http2ConnectionHandlerBuilder()
                .server(false)
                .frameListener(connection)
                .initialSettings(Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .initialWindowSize(STREAM_WINDOW)
                        .maxHeaderListSize(LONGEST_HEADERS))
                .build();
        connection.handler = handler;
        pipeline.addLast(handler, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext at) {
                receiver.closed("the server closed the connection");
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
                receiver.closed(cause.toString());
                at.close();
            }
        });
    }

    @Override
    public void send(Request request) {
        var to = Objects.requireNonNull(context);
        var through = Objects.requireNonNull(handler);
        int stream = through.connection().local().incrementAndGetNextStreamId();
        exchanges.put(stream, new Exchange(request.keep()));
        boolean bare = request.body().length == 0;
        through.encoder().writeHeaders(to, stream, headers(request), 0, bare, to.newPromise());
        if (!bare) {
            through.encoder().writeData(to, stream, Unpooled.wrappedBuffer(request.body()), 0, true, to.newPromise());
        }
        through.flush(to);
    }

    private Http2Headers headers(Request request) {
        var headers = new DefaultHttp2Headers(false)
                .method(request.method())
                .scheme("https")
                .authority(address.toString())
                .path(request.path());
        headers.add("user-agent", "bench");
        headers.add("accept", "application/json");
        if (!request.encoding().isEmpty()) headers.add("accept-encoding", request.encoding());
        if (!request.contentType().isEmpty()) headers.add("content-type", request.contentType());
        if (request.contentType().startsWith("application/grpc")) headers.add("te", "trailers");
        return headers;
    }

    @Override
    public void close() {
        if (context != null) context.close();
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext at, Http2Settings settings) throws Http2Exception {
        if (context != null) return;
        context = at;
        var connection = Objects.requireNonNull(handler).connection();
        connection.local().flowController().incrementWindowSize(connection.connectionStream(), CONNECTION_WINDOW);
        receiver.opened(this);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext at,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end) {
        var exchange = exchanges.get(stream);
        if (exchange == null) return;
        var status = headers.status();
        if (status != null) exchange.status = Integer.parseInt(status.toString());
        var grpc = headers.get("grpc-status");
        if (grpc != null && !grpc.toString().equals("0")) {
            receiver.closed("gRPC status " + grpc + ": " + headers.get("grpc-message"));
        }
        if (end) complete(stream);
    }

    @Override
    public int onDataRead(ChannelHandlerContext at, int stream, ByteBuf data, int padding, boolean end) {
        int processed = data.readableBytes() + padding;
        var exchange = exchanges.get(stream);
        if (exchange == null) return processed;
        exchange.body.add(data);
        receiver.data(data);
        if (end) complete(stream);
        return processed;
    }

    private void complete(int stream) {
        var exchange = exchanges.remove(stream);
        if (exchange != null) receiver.answered(this, exchange.body.answer(exchange.status));
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext at, int stream, long code) {
        receiver.closed("the server reset a stream: " + code);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext at, int last, long code, ByteBuf why) {
        receiver.closed("the server went away: " + code);
    }
}
