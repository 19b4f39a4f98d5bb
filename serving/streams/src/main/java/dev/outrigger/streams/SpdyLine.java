package dev.outrigger.streams;

import dev.outrigger.pipeline.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The streams of a process as streams of a SPDY/3.1 connection, which the client opens. Windows are not minded, as
/// the library that upstream's clients and servers use does not know of them: the connection's own back-pressure holds.
final class SpdyLine implements Channels {
    private static final Logger LOG = LoggerFactory.getLogger(SpdyLine.class);
    private static final int LAST = 1 << 24;
    private static final int MOST_STREAMS = 32;

    private final Wire wire;
    private final SpdyVersion version;
    private final SpdyFrame.Reader reader;
    private final SpdyHeaders headers = new SpdyHeaders();
    private final ReentrantLock sending = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Channel, Inlet> inlets = new EnumMap<>(Channel.class);
    private final Map<Channel, Integer> streams = new EnumMap<>(Channel.class);
    private final Map<Integer, Channel> channels = new HashMap<>();
    private final Set<Integer> reset = new HashSet<>();
    private boolean over;

    /// @param stdin what the client sends; one that has ended where it sends nothing
    SpdyLine(Wire wire, SpdyVersion version, Inlet stdin) {
        this.wire = wire;
        this.version = version;
        this.reader = new SpdyFrame.Reader(wire);
        inlets.put(Channel.STDIN, stdin);
        inlets.put(Channel.RESIZE, new Inlet());
    }

    /// Reads what the client sends, until it sends no more.
    void readAll() throws InterruptedException {
        try {
            for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) take(frame.get());
        } catch (SpdyException broken) {
            LOG.info("A client broke off: {}", broken.getMessage());
        } finally {
            headers.close();
            end();
        }
    }

    private void end() {
        inlets.values().forEach(Inlet::end);
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void take(SpdyFrame frame) throws InterruptedException, SpdyException {
        switch (frame) {
            case SpdyFrame.Open open -> open(open);
            case SpdyFrame.Data(var stream, var bytes, var last) -> {
                var inlet = inlet(stream);
                inlet.add(bytes);
                if (last) inlet.end();
            }
            case SpdyFrame.Reset(var stream) -> {
                inlet(stream).end();
                reset(stream);
            }
            case SpdyFrame.Headers(var packed) -> headers.read(packed);
            case SpdyFrame.Ping(var id) -> {
                // Even numbers are answers to pings of the server's, which sends none.
                if ((id & 1) != 0) send(control(6, ByteBuffer.allocate(4).putInt(id)));
            }
            case SpdyFrame.Other() -> {}
        }
    }

    private void open(SpdyFrame.Open open) throws InterruptedException, SpdyException {
        var type = headers.read(open.packed()).getOrDefault("streamtype", "");
        var channel = EnumSet.allOf(Channel.class).stream()
                .filter(one -> one.streamType().equals(type))
                .findFirst();
        if (channel.isEmpty()) throw new SpdyException("a stream of no known type: " + type);
        lock.lock();
        try {
            if (channels.size() >= MOST_STREAMS) throw new SpdyException("too many streams");
            channels.put(open.stream(), channel.get());
            if (streams.put(channel.get(), open.stream()) != null) throw new SpdyException("a second stream " + type);
        } finally {
            lock.unlock();
        }
        if (open.last()) inlet(channel.get()).end();
        accept(open.stream());
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept(int stream) throws InterruptedException {
        sending.lockInterruptibly();
        try {
            var none = headers.none();
            wire.write(List.of(control(
                    2, ByteBuffer.allocate(4 + none.length).putInt(stream).put(none))));
        } finally {
            sending.unlock();
        }
    }

    private void reset(int stream) {
        lock.lock();
        try {
            reset.add(stream);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the client has opened these streams.
    ///
    /// @return false where it did not, in time
    boolean awaitStreams(Set<Channel> wanted, Duration most) throws InterruptedException {
        long left = most.toNanos();
        lock.lockInterruptibly();
        try {
            while (!streams.keySet().containsAll(wanted)) {
                if (over || left <= 0) return false;
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the streams, and waits until the client, who has it all then, closes the connection.
    void finish(Duration most) throws InterruptedException {
        for (var stream : open()) send(data(stream, 0, true));
        long left = most.toNanos();
        lock.lockInterruptibly();
        try {
            while (!over && left > 0) left = changed.awaitNanos(left);
        } finally {
            lock.unlock();
        }
    }

    private List<Integer> open() {
        lock.lock();
        try {
            var open = new ArrayList<Integer>();
            for (var channel : List.of(Channel.STDIN, Channel.RESIZE, Channel.STDOUT, Channel.STDERR, Channel.ERROR)) {
                var stream = streams.get(channel);
                if (stream != null && !reset.contains(stream)) open.add(stream);
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean write(Channel channel, byte[] bytes) throws InterruptedException {
        int stream;
        lock.lock();
        try {
            if (!streams.containsKey(channel)) return true;
            stream = streams.get(channel);
            if (reset.contains(stream)) return false;
        } finally {
            lock.unlock();
        }
        return bytes.length == 0 || send(data(stream, bytes.length, false), bytes);
    }

    private boolean send(byte[]... parts) throws InterruptedException {
        sending.lockInterruptibly();
        try {
            return wire.write(List.of(parts));
        } finally {
            sending.unlock();
        }
    }

    private static byte[] data(int stream, int length, boolean last) {
        return ByteBuffer.allocate(8)
                .putInt(stream)
                .putInt(last ? length | LAST : length)
                .array();
    }

    private static byte[] control(int type, ByteBuffer content) {
        int length = content.position();
        return ByteBuffer.allocate(8 + length)
                .putInt(0x80030000 | type)
                .putInt(length)
                .put(content.array(), 0, length)
                .array();
    }

    private Inlet inlet(int stream) {
        lock.lock();
        try {
            var channel = channels.get(stream);
            return channel == null ? Inlet.empty() : inlet(channel);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Inlet inlet(Channel channel) {
        return inlets.getOrDefault(channel, Inlet.empty());
    }

    @Override
    public Outcome.Form form() {
        return version.form();
    }
}
