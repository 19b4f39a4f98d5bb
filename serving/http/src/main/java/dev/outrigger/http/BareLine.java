package dev.outrigger.http;

import dev.outrigger.pipeline.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Optional;

/// The server's end of a connection that speaks a protocol of its own. The dialog calls it on its threads; bytes are
/// read and written on the event loop.
final class BareLine implements Wire {
    private final Context context;
    private final NetSocket socket;
    private final Connection connection;
    private final SocketSink sink;
    private final Inbox<byte[]> inbox;

    BareLine(Context context, NetSocket socket, Connection connection, Patience patience) {
        this.context = context;
        this.socket = socket;
        this.connection = connection;
        this.inbox = new Inbox<>(context, socket);
        this.sink = new SocketSink(context, new Bytes(), patience.process(), this::cutOff);
    }

    /// Begins to read; on the event loop.
    void open() {
        connection.upgraded(socket);
        socket.handler(this::add);
        socket.exceptionHandler(_ -> lost());
        // The dialog is ended by other means; without a handler the socket would be closed before that is said.
        socket.shutdownHandler(_ -> {});
        socket.closeHandler(_ -> {
            connection.gone();
            lost();
        });
    }

    private void add(Buffer bytes) {
        connection.active();
        inbox.add(bytes.getBytes(), bytes.length());
    }

    @Override
    public Optional<byte[]> read() throws InterruptedException {
        return inbox.take();
    }

    @Override
    public boolean write(List<byte[]> parts) throws InterruptedException {
        return sink.write(parts);
    }

    @Override
    public void onGone(Runnable action) {
        sink.onGone(action);
    }

    boolean isGone() {
        return sink.isGone();
    }

    /// Nothing more is written: the client went away, or the server is about to.
    void leave() {
        sink.leave();
    }

    private void lost() {
        inbox.close();
        leave();
    }

    /// The dialog is over: closes the connection once what was written is out. From any thread.
    void end() {
        context.runOnContext(_ -> socket.shutdownHandler(null).end().onComplete(_ -> connection.close()));
        lost();
    }

    /// Breaks the connection off. From any thread.
    private void cutOff() {
        context.runOnContext(_ -> connection.close());
        lost();
    }

    /// Where the sink writes.
    private final class Bytes implements SocketSink.Outlet {
        private boolean closed;

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public Future<Void> write(Buffer bytes) {
            return socket.write(bytes).onFailure(_ -> closed = true);
        }
    }
}
