package dev.outrigger.http;

import dev.outrigger.pipeline.Headers;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/// Lets clients upgrade to SPDY with a POST, as kubectl does for exec and attach.
///
/// Vert.x hands over the socket of a GET alone. The request is therefore shown to it as one, and keeps its own method
/// in a field that no client can send.
@ChannelHandler.Sharable
final class PostedUpgrades extends ChannelInboundHandlerAdapter {
    private static final PostedUpgrades ONE = new PostedUpgrades();
    private static final String FIELD = "X-Outrigger-Posted";

    private PostedUpgrades() {}

    /// Watches over a connection that was just opened; on the event loop.
    static void enable(HttpConnection connection) {
        if (connection.protocolVersion() == HttpVersion.HTTP_2) return;
        if (!(connection instanceof ConnectionBase base)) return;
        var pipeline = base.channel().pipeline();
        pipeline.addBefore(pipeline.lastContext().name(), "posted-upgrades", ONE);
    }

    /// The method that the client sent.
    static String method(HttpServerRequest request) {
        return isPosted(request) ? "POST" : request.method().name();
    }

    /// The fields that the client sent.
    static Headers headers(HttpServerRequest request) {
        if (!isPosted(request)) return Headers.copyOf(request.headers());
        return Headers.copyOf(request.headers().entries().stream()
                .filter(field -> !field.getKey().equals(FIELD))
                .toList());
    }

    private static boolean isPosted(HttpServerRequest request) {
        return request.method().equals(io.vertx.core.http.HttpMethod.GET)
                && request.version() != HttpVersion.HTTP_2
                && request.headers().contains(FIELD);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            request.headers().remove(FIELD);
            if (isPostedUpgrade(request)) {
                request.setMethod(HttpMethod.GET);
                request.headers().set(FIELD, "true");
            }
        }
        context.fireChannelRead(message);
    }

    private static boolean isPostedUpgrade(HttpRequest request) {
        var protocol = request.headers().get(HttpHeaderNames.UPGRADE);
        return protocol != null
                && protocol.regionMatches(true, 0, "SPDY/", 0, 5)
                && request.method().equals(HttpMethod.POST);
    }
}
