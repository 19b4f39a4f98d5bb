package dev.outrigger.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.kinds.Program;
import dev.outrigger.kinds.SessionOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SPDY/3.1 frame by frame. What an old kubectl makes of it stands with the cats sample.
class SpdyTests {
    private static final String V4 = "v4.channel.k8s.io";
    private static final SessionOptions INPUT = new SessionOptions(List.of(), "", true, true, false, false);
    private static final SessionOptions OUTPUT = new SessionOptions(List.of(), "", false, true, true, false);
    private static final SessionOptions TERMINAL = new SessionOptions(List.of(), "", true, true, false, true);

    private static Program ending(int code) {
        return _ -> code;
    }

    private static Program echo() {
        return session -> {
            session.stdin().transferTo(session.stdout());
            return 0;
        };
    }

    @Test
    void whatComesInPiecesIsPutTogether() throws InterruptedException {
        try (var client = new SpdyClient(INPUT, V4, echo())) {
            client.open(1, "error").open(3, "stdin").open(5, "stdout");
            client.data(3, false, "me").data(3, false, "").data(3, true, "ow");
            var said = new StringBuilder();
            var frame = client.next();
            for (; frame.stream() == 5 && !frame.last(); frame = client.next()) said.append(frame.text());
            assertThat(said).hasToString("meow");
        }
    }

    /// The outcome comes first, then every stream ends, then the server waits for the client to close.
    @ParameterizedTest
    @CsvSource({
        "v4.channel.k8s.io, '{\"metadata\":{},\"status\":\"Success\"}'",
        "v3.channel.k8s.io, ''",
        "v2.channel.k8s.io, ''",
        "channel.k8s.io,    ''"
    })
    void successEndsTheStreams(String version, String outcome) throws InterruptedException {
        try (var client = new SpdyClient(OUTPUT, version, ending(0))) {
            client.open(1, "error").open(3, "stdout").open(5, "stderr");
            if (!outcome.isEmpty()) assertThat(client.next().text()).isEqualTo(outcome);
            for (int stream : new int[] {3, 5, 1}) {
                var end = client.next();
                assertThat(end.stream()).isEqualTo(stream);
                assertThat(end.last()).isTrue();
            }
            client.close();
            assertThat(client.ends()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io"})
    void olderVersionsHearASentence(String version) throws InterruptedException {
        try (var client = new SpdyClient(OUTPUT, version, ending(5))) {
            client.open(1, "error").open(3, "stdout").open(5, "stderr");
            var outcome = client.next();
            assertThat(outcome.stream()).isEqualTo(1);
            assertThat(outcome.text()).isEqualTo("command terminated with non-zero exit code: exit status 5");
        }
    }

    @Test
    void nothingRunsBeforeAllStreamsAreOpen() throws InterruptedException {
        var begun = new CountDownLatch(1);
        Program program = _ -> {
            begun.countDown();
            return 0;
        };
        try (var client = new SpdyClient(TERMINAL, V4, program)) {
            client.open(1, "error").open(3, "stdin").open(5, "stdout");
            assertThat(begun.await(300, TimeUnit.MILLISECONDS)).isFalse();
            client.open(7, "resize");
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aTerminalTellsItsSizesUntilSomethingIsNone() throws InterruptedException {
        Program sizes = session -> {
            for (var size = session.nextSize(); size.isPresent(); size = session.nextSize()) {
                session.stdout().write(size.get().toString().getBytes(StandardCharsets.UTF_8));
            }
            return 0;
        };
        try (var client = new SpdyClient(TERMINAL, V4, sizes)) {
            client.open(1, "error").open(3, "stdin").open(5, "stdout").open(7, "resize");
            client.data(7, false, "{\"Width\":80,\"Height\":24}\n{\"Width\":9").data(7, false, "0,\"Height\":25}\n");
            assertThat(client.next().text()).isEqualTo("TerminalSize[width=80, height=24]");
            assertThat(client.next().text()).isEqualTo("TerminalSize[width=90, height=25]");
            client.data(7, false, "{\"Width\":-1,\"Height\":25}");
            assertThat(client.next().text()).contains("Success");
        }
    }

    @Test
    void aPingIsAnsweredAndWhatSaysNothingIsPassedOver() throws InterruptedException {
        try (var client = new SpdyClient(INPUT, V4, echo())) {
            client.control(4, SpdyClient.number(0)).control(9, new byte[8]).control(7, new byte[8]);
            client.control(6, SpdyClient.number(2)).control(6, SpdyClient.number(7));
            var pong = client.next();
            assertThat(pong.stream()).isEqualTo(-6);
            assertThat(pong.bytes()).isEqualTo(SpdyClient.number(7));
        }
    }

    @Test
    void aStreamThatTheClientResetsIsWrittenToNoMore() throws InterruptedException {
        var broken = new CountDownLatch(1);
        Program talking = session -> {
            try {
                session.stdin().transferTo(session.stdout());
                session.stdout().write('x');
            } catch (IOException gone) {
                broken.countDown();
                throw gone;
            }
            return 0;
        };
        try (var client = new SpdyClient(INPUT, V4, talking)) {
            client.open(1, "error").open(3, "stdin").open(5, "stdout");
            client.control(3, new byte[] {0, 0, 0, 5, 0, 0, 0, 5}).data(3, true, "");
            assertThat(broken.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void whatIsNoSpdyEndsTheProgram(int which) throws InterruptedException {
        try (var client = new SpdyClient(INPUT, V4, echo())) {
            switch (which) {
                case 0 -> client.open(1, "error").open(3, "error");
                case 1 -> client.open(1, "sideways");
                case 2 -> client.say(new byte[] {(byte) 0x80, 2, 0, 1, 0, 0, 0, 0});
                case 3 -> client.say(new byte[] {(byte) 0x80, 3, 0, 1, 0, 2, 0, 0});
                case 4 -> client.control(1, new byte[3]);
                default -> client.control(1, new byte[40]);
            }
            assertThat(client.ends()).isTrue();
        }
    }

    @Test
    void whoLeavesStopsTheProgram() throws InterruptedException {
        var started = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Program waiting = _ -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException gone) {
                stopped.countDown();
                throw gone;
            }
        };
        var client = new SpdyClient(INPUT, V4, waiting);
        client.open(1, "error").open(3, "stdin").open(5, "stdout");
        client.control(6, SpdyClient.number(1)).next();
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        client.close();
        assertThat(client.ends()).isTrue();
        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
