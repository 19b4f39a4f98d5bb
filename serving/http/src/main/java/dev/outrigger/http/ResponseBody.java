package dev.outrigger.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The body of an answer that is written piece by piece; used on the event loop alone.
///
/// A stream over HTTP/1.1 is written as chunks made here, one buffer each, straight to TLS. On the way through Vert.x a
/// chunk is three buffers that TLS puts together again.
final class ResponseBody implements SocketSink.Outlet {
    private static final byte[] END_OF_LINE = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpServerResponse response;
    /// What Vert.x has yet to write; nothing may overtake it.
    private int before;

    private @Nullable ChannelHandlerContext below;

    ResponseBody(HttpServerResponse response) {
        this.response = response;
    }

    /// The head is said to be chunked, and under way.
    ///
    /// @param written when the head is with the socket
    void chunked(Channel channel, Future<Void> written) {
        var encoder = channel.pipeline().context(HttpResponseEncoder.class);
        if (encoder != null) written.onSuccess(_ -> below = encoder);
    }

    @Override
    public boolean isClosed() {
        return response.closed() || response.ended();
    }

    @Override
    public Future<Void> write(Buffer bytes) {
        var encoder = below;
        if (encoder != null && before == 0) return chunk(encoder, ((BufferInternal) bytes).getByteBuf());
        before++;
        return response.write(bytes).onComplete(_ -> before--);
    }

    private static Future<Void> chunk(ChannelHandlerContext encoder, ByteBuf piece) {
        var size = Integer.toHexString(piece.readableBytes());
        var chunk = encoder.alloc().directBuffer(size.length() + piece.readableBytes() + 2 * END_OF_LINE.length);
        chunk.writeCharSequence(size, StandardCharsets.US_ASCII);
        chunk.writeBytes(END_OF_LINE).writeBytes(piece).writeBytes(END_OF_LINE);
        piece.release();
        var taken = Promise.<Void>promise();
        encoder.writeAndFlush(chunk).addListener(result -> {
            if (result.isSuccess()) taken.complete();
            else taken.fail(result.cause());
        });
        return taken.future();
    }
}
