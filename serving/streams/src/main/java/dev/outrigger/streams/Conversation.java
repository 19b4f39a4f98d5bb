package dev.outrigger.streams;

import dev.outrigger.kinds.Program;
import dev.outrigger.kinds.Session;
import dev.outrigger.kinds.SessionOptions;
import dev.outrigger.meta.ApiException;
import dev.outrigger.streams.Channels.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A program runs for a client, and the client hears what became of it.
final class Conversation implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Channels channels;
    private final SessionOptions options;
    private final Sizes sizes;
    private volatile boolean gone;

    Conversation(Channels channels, SessionOptions options) {
        this.channels = channels;
        this.options = options;
        this.sizes = new Sizes(channels.inlet(Channel.RESIZE));
    }

    /// Runs the program to its end on this thread, and tells the client of it.
    void hold(Program program) throws InterruptedException {
        var outcome = run(program);
        channels.inlet(Channel.STDIN).close();
        channels.inlet(Channel.RESIZE).close();
        if (outcome.isPresent()) channels.write(Channel.ERROR, outcome.get().written(channels.form()));
    }

    /// The client is gone: whoever runs the program stops.
    void clientLeft() {
        gone = true;
        channels.inlet(Channel.STDIN).end();
        channels.inlet(Channel.RESIZE).end();
    }

    /// @return empty where nobody hears of it
    private Optional<Outcome> run(Program program) {
        try {
            return Optional.of(new Outcome.Exited(program.run(this)));
        } catch (ApiException refused) {
            return Optional.of(Outcome.refused(refused));
        } catch (IOException | InterruptedException | RuntimeException | StackOverflowError failed) {
            boolean left = gone || failed instanceof GoneException;
            if (left || Thread.currentThread().isInterrupted()) return Optional.empty();
            LOG.error("A program failed", failed);
            return Optional.of(Outcome.failed());
        }
    }

    @Override
    public InputStream stdin() {
        return channels.inlet(Channel.STDIN);
    }

    @Override
    public OutputStream stdout() {
        return new Outlet(Channel.STDOUT, options.stdout());
    }

    @Override
    public OutputStream stderr() {
        return new Outlet(Channel.STDERR, options.stderr());
    }

    @Override
    public Optional<TerminalSize> nextSize() throws InterruptedException {
        return sizes.next();
    }

    /// One of the client's streams. What it does not want is thrown away.
    private final class Outlet extends OutputStream {
        private static final int LONGEST = 32 * 1024;

        private final Channel channel;
        private final boolean wanted;

        Outlet(Channel channel, boolean wanted) {
            this.channel = channel;
            this.wanted = wanted;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            Objects.checkFromIndexSize(at, length, from.length);
            for (int done = 0; done < length; done += LONGEST) {
                int next = at + done;
                send(Arrays.copyOfRange(from, next, next + Math.min(LONGEST, length - done)));
            }
        }

        private void send(byte[] bytes) throws IOException {
            if (gone) throw new GoneException();
            if (!wanted) return;
            try {
                if (!channels.write(channel, bytes)) throw new GoneException();
            } catch (InterruptedException _) {
                throw Inlet.interrupted();
            }
        }
    }

    /// Nobody takes what is written.
    private static final class GoneException extends IOException {
        private static final long serialVersionUID = 1;

        GoneException() {
            super("the client is gone");
        }
    }
}
