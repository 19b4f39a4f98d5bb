package dev.outrigger.streams;

import dev.outrigger.pipeline.WebSocket;
import dev.outrigger.pipeline.WebSocket.Message;
import dev.outrigger.streams.ChannelProtocol.Coding;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The streams of a process in the messages of a WebSocket.
final class ChannelSocket implements Channels {
    private static final int CLOSE = 255;

    private final WebSocket socket;
    private final ChannelProtocol protocol;
    private final Inlet stdin;
    private final Inlet resize = new Inlet();
    private final ReentrantLock sending = new ReentrantLock();

    /// @param stdin what the client sends; one that has ended where it sends nothing
    ChannelSocket(WebSocket socket, ChannelProtocol protocol, Inlet stdin) {
        this.socket = socket;
        this.protocol = protocol;
        this.stdin = stdin;
    }

    /// Reads what the client sends, until it sends no more.
    void readAll() throws InterruptedException {
        for (var message = socket.receive(); message.isPresent(); message = socket.receive()) {
            var bytes = whole(message.get());
            if (bytes.length > 0) take(bytes);
        }
        stdin.end();
        resize.end();
    }

    private void take(byte[] message) throws InterruptedException {
        int first = message[0] & 0xff;
        if (first == CLOSE && protocol.closesChannels()) {
            if (message.length > 1) inlet(message[1]).end();
            return;
        }
        switch (protocol.coding()) {
            case BINARY -> inlet(first).add(Arrays.copyOfRange(message, 1, message.length));
            case BASE64 -> inlet(first - '0').add(decoded(message));
        }
    }

    private static byte[] decoded(byte[] message) {
        try {
            return Base64.getDecoder().decode(Arrays.copyOfRange(message, 1, message.length));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static byte[] whole(Message message) {
        if (message.parts().size() == 1) return message.parts().getFirst();
        var all = new ByteArrayOutputStream();
        message.parts().forEach(all::writeBytes);
        return all.toByteArray();
    }

    private Inlet inlet(int channel) {
        if (channel == Channel.STDIN.ordinal()) return stdin;
        return channel == Channel.RESIZE.ordinal() ? resize : Inlet.empty();
    }

    @Override
    public boolean write(Channel channel, byte[] bytes) throws InterruptedException {
        var message = message(channel, bytes);
        sending.lockInterruptibly();
        try {
            return socket.send(message);
        } finally {
            sending.unlock();
        }
    }

    private Message message(Channel channel, byte[] bytes) {
        boolean binary = protocol.coding() == Coding.BINARY;
        byte[] head = {(byte) (binary ? channel.ordinal() : '0' + channel.ordinal())};
        if (binary) return new Message.Binary(List.of(head, bytes));
        return new Message.Text(List.of(head, Base64.getEncoder().encode(bytes)));
    }

    @Override
    public Inlet inlet(Channel channel) {
        return inlet(channel.ordinal());
    }

    @Override
    public Outcome.Form form() {
        return protocol.form();
    }
}
