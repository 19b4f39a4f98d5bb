package dev.outrigger.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;

/// What the streams of one HTTP/2 connection write, on its way to TLS.
///
/// What they write in one turn of the connection's event loop is sent together as the turn ends: a flush for each would
/// cost more than the bytes.
///
/// Where a write fills the channel, the flow control is told at once. Netty would tell it in a later turn, or never if
/// the socket has taken the bytes by then, and a stream that found the channel full meanwhile would wait for ever.
final class StreamWrites extends ChannelOutboundHandlerAdapter {
    private final Http2RemoteFlowController flow;
    private int unsent;
    private boolean due;

    StreamWrites(Http2RemoteFlowController flow) {
        this.flow = flow;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Http2Exception {
        if (message instanceof ByteBuf bytes) unsent += bytes.readableBytes();
        context.write(message, promise);
        if (!context.channel().isWritable()) flow.channelWritabilityChanged();
    }

    /// Sends at once what would soon fill the channel.
    @Override
    public void flush(ChannelHandlerContext context) {
        if (unsent >= context.channel().config().getWriteBufferLowWaterMark()
                || !(context.channel().eventLoop() instanceof SingleThreadEventLoop loop)) {
            send(context);
            return;
        }
        if (due) return;
        due = true;
        loop.executeAfterEventLoopIteration(() -> {
            if (due) send(context);
        });
    }

    private void send(ChannelHandlerContext context) {
        due = false;
        unsent = 0;
        context.flush();
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        send(context);
        context.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        send(context);
    }
}
