package dev.outrigger.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 with one request at a time, as little of it as servers under test speak: a length or chunks.
final class Http1Connection extends ChannelInboundHandlerAdapter implements Connection {
    private static final int LONGEST_LINE = 16 << 10;

    private final Address address;
    private final Receiver receiver;
    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private Place place = Place.STATUS;
    private long left;
    private boolean chunked;
    private int status;
    private BodyKeeper body = new BodyKeeper(0);

    private @Nullable ChannelHandlerContext context;
    private @Nullable Request encoded;
    private byte[] encoding = {};

    private enum Place {
        STATUS,
        HEADER,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    Http1Connection(Address address, Receiver receiver) {
        this.address = address;
        this.receiver = receiver;
    }

    @Override
    public void send(Request request) {
        if (request != encoded) {
            encoded = request;
            encoding = head(request);
        }
        body = new BodyKeeper(request.keep());
        var to = java.util.Objects.requireNonNull(context);
        var out = to.alloc().directBuffer(encoding.length + request.body().length);
        to.writeAndFlush(out.writeBytes(encoding).writeBytes(request.body()), to.voidPromise());
    }

    private byte[] head(Request request) {
        var head = new StringBuilder(256)
                .append(request.method())
                .append(' ')
                .append(request.path())
                .append(" HTTP/1.1\r\nHost: ")
                .append(address)
                .append("\r\nUser-Agent: bench\r\nAccept: application/json\r\n");
        if (!request.encoding().isEmpty()) {
            head.append("Accept-Encoding: ").append(request.encoding()).append("\r\n");
        }
        if (!request.contentType().isEmpty()) {
            head.append("Content-Type: ")
                    .append(request.contentType())
                    .append("\r\nContent-Length: ")
                    .append(request.body().length)
                    .append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        if (context != null) context.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext at, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                context = at;
                receiver.opened(this);
            } else {
                receiver.closed("handshake with " + address + ": " + handshake.cause());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext at, Object message) {
        var in = (ByteBuf) message;
        try {
            while (in.isReadable()) {
                switch (place) {
                    case BODY, CHUNK -> take(in);
                    case STATUS, HEADER, CHUNK_SIZE, CHUNK_END, TRAILER -> {
                        if (completes(in)) lineRead();
                    }
                }
            }
        } finally {
            in.release();
        }
    }

    private boolean completes(ByteBuf in) {
        int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        int count = (end < 0 ? in.writerIndex() : end) - in.readerIndex();
        if (lineLength + count > LONGEST_LINE) throw new IllegalStateException("a line of an answer is too long");
        in.readBytes(line, lineLength, count);
        lineLength += count;
        if (end < 0) return false;
        in.skipBytes(1);
        if (lineLength > 0 && line[lineLength - 1] == '\r') lineLength--;
        return true;
    }

    private void lineRead() {
        int length = lineLength;
        lineLength = 0;
        switch (place) {
            case STATUS -> {
                status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + line[11] - '0';
                left = 0;
                chunked = false;
                place = Place.HEADER;
            }
            case HEADER -> {
                if (length > 0) header(length);
                else headRead();
            }
            case CHUNK_SIZE -> {
                left = Long.parseLong(new String(line, 0, length, StandardCharsets.US_ASCII).trim(), 16);
                place = left == 0 ? Place.TRAILER : Place.CHUNK;
            }
            case CHUNK_END -> place = Place.CHUNK_SIZE;
            case TRAILER -> {
                if (length == 0) complete();
            }
            case BODY, CHUNK -> throw new IllegalStateException("no line is read here");
        }
    }

    /// Looks only at headers that may say how long the body is.
    private void header(int length) {
        int first = line[0] | 0x20;
        if (first != 'c' && first != 't') return;
        var text = new String(line, 0, length, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        if (text.startsWith("content-length:")) {
            left = Long.parseLong(text.substring("content-length:".length()).trim());
        } else if (text.startsWith("transfer-encoding:")) {
            chunked = text.endsWith("chunked");
        }
    }

    private void headRead() {
        if (status < 200) {
            place = Place.STATUS;
        } else if (chunked) {
            place = Place.CHUNK_SIZE;
        } else if (left > 0) {
            place = Place.BODY;
        } else {
            complete();
        }
    }

    private void take(ByteBuf in) {
        int count = (int) Math.min(left, in.readableBytes());
        var piece = in.readSlice(count);
        body.add(piece);
        receiver.data(piece);
        left -= count;
        if (left > 0) return;
        if (place == Place.CHUNK) place = Place.CHUNK_END;
        else complete();
    }

    private void complete() {
        place = Place.STATUS;
        receiver.answered(this, body.answer(status));
    }

    @Override
    public void channelInactive(ChannelHandlerContext at) {
        receiver.closed("the server closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
        receiver.closed(cause.toString());
        at.close();
    }
}
