package dev.outrigger.http;

import dev.outrigger.pipeline.WebSocket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The server's end of a WebSocket. The dialog calls it on its thread; frames are read and written on the event loop.
final class SocketLine implements WebSocket {
    /// The most bytes of a message from a client.
    static final int LONGEST_MESSAGE = 1024 * 1024;

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PONG = 10;

    private final Context context;
    private final NetSocket socket;
    private final Connection connection;
    private final Patience patience;
    private final SocketSink sink;
    private final FrameReader reader = new FrameReader(LONGEST_MESSAGE);
    private final Inbox<Message> inbox;

    /// On the event loop: what is left to write of the frame that is being written.
    private long openFrame;

    private Optional<Buffer> pongDue = Optional.empty();
    private Optional<Integer> closeDue = Optional.empty();
    private boolean closing;
    private boolean clientClosed;

    /// @param stall how long a message waits for a client that takes nothing
    SocketLine(Context context, NetSocket socket, Connection connection, Patience patience, Duration stall) {
        this.context = context;
        this.socket = socket;
        this.connection = connection;
        this.patience = patience;
        this.inbox = new Inbox<>(context, socket);
        this.sink = new SocketSink(context, new Frames(), stall, this::cutOff);
    }

    /// Begins to read; on the event loop.
    void open() {
        connection.upgraded(socket);
        socket.handler(this::read);
        socket.exceptionHandler(_ -> lost());
        // The dialog is ended by other means; without a handler the socket would be closed before that is said.
        socket.shutdownHandler(_ -> {});
        socket.closeHandler(_ -> {
            connection.gone();
            lost();
        });
    }

    private void read(Buffer bytes) {
        connection.active();
        for (var frame : reader.read(bytes.getBytes())) {
            switch (frame) {
                case FrameReader.Frame.Message(var text, var content) -> add(text, content);
                case FrameReader.Frame.Ping(var content) -> {
                    pongDue = Optional.of(frame(PONG, content));
                    writeDue();
                }
                case FrameReader.Frame.Close(var code) -> {
                    clientClosed = true;
                    if (closing) connection.close();
                    close(code == 1005 ? FrameReader.NORMAL : code);
                    lost();
                }
                case FrameReader.Frame.Broken(var code) -> {
                    close(code);
                    lost();
                    socket.handler(_ -> {});
                }
            }
        }
    }

    private void add(boolean text, byte[] content) {
        var parts = List.of(content);
        inbox.add(text ? new Message.Text(parts) : new Message.Binary(parts), content.length);
    }

    @Override
    public Optional<Message> receive() throws InterruptedException {
        return inbox.take();
    }

    @Override
    public void ignoreMessages() {
        context.runOnContext(_ -> {
            reader.ignoreMessages();
            socket.resume();
        });
    }

    @Override
    public boolean send(Message message) throws InterruptedException {
        byte[] head = head(message instanceof Message.Text ? TEXT : BINARY, Slices.length(message.parts()));
        var parts = new ArrayList<byte[]>(message.parts().size() + 1);
        parts.add(head);
        parts.addAll(message.parts());
        long length = Slices.length(parts);
        context.runOnContext(_ -> openFrame += length);
        return sink.write(parts);
    }

    @Override
    public void onGone(Runnable action) {
        sink.onGone(action);
    }

    boolean isGone() {
        return sink.isGone();
    }

    /// Nothing more is sent but the end: the client went away, or the server is about to.
    void leave() {
        sink.leave();
    }

    private void lost() {
        inbox.close();
        leave();
    }

    /// The dialog is over: closes the socket, and the connection once the client has closed too. From any thread.
    void end(int code) {
        context.runOnContext(_ -> {
            reader.ignoreMessages();
            socket.resume();
            if (openFrame > 0) connection.close();
            else close(code);
        });
        lost();
    }

    /// Breaks the connection off. From any thread.
    void cutOff() {
        context.runOnContext(_ -> connection.close());
        lost();
    }

    private void close(int code) {
        if (closing || closeDue.isPresent()) return;
        closeDue = Optional.of(code);
        context.owner().setTimer(patience.linger().toMillis(), _ -> connection.close());
        writeDue();
    }

    /// Writes what is due between two frames. A client that takes nothing is owed one pong, however often it asks.
    private void writeDue() {
        if (openFrame > 0 || closing) return;
        if (closeDue.isPresent()) {
            closing = true;
            int code = closeDue.get();
            var last = frame(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
            var written = socket.write(last);
            if (clientClosed) written.onComplete(_ -> connection.close());
        } else if (pongDue.isPresent() && !socket.writeQueueFull()) {
            socket.write(pongDue.get());
            pongDue = Optional.empty();
        } else if (pongDue.isPresent()) {
            socket.drainHandler(_ -> writeDue());
        }
    }

    private static Buffer frame(int opcode, byte[] content) {
        return Buffer.buffer(head(opcode, content.length)).appendBytes(content);
    }

    private static byte[] head(int opcode, long length) {
        byte first = (byte) (0x80 | opcode);
        if (length < 126) return new byte[] {first, (byte) length};
        if (length < 1 << 16) {
            return ByteBuffer.allocate(4)
                    .put(first)
                    .put((byte) 126)
                    .putShort((short) length)
                    .array();
        }
        return ByteBuffer.allocate(10)
                .put(first)
                .put((byte) 127)
                .putLong(length)
                .array();
    }

    /// Where the sink writes the frames of messages: control frames must not come in between.
    private final class Frames implements SocketSink.Outlet {
        @Override
        public boolean isClosed() {
            return closing;
        }

        @Override
        public Future<Void> write(Buffer bytes) {
            openFrame -= bytes.length();
            var written = socket.write(bytes);
            if (openFrame == 0) writeDue();
            return written;
        }
    }
}
