package dev.outrigger.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeftoverTests {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void aThreadThatDoesNotEndIsNamed() {
        var threads = new ServerThreads();
        var end = new CountDownLatch(1);
        var told = threads.call(() -> {
            new Thread(() -> await(end), "the author's").start();
            return "started";
        });

        assertThat(told).isEqualTo("started");
        assertThat(threads.left(SOON))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("thread \"the author's\" still runs, at "));
        end.countDown();
        assertThat(threads.left(LONG)).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPortThatStaysOpenIsTold() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            Ports.opened(port);
            Ports.closing(port);

            assertThat(Ports.left(port)).containsExactly("port " + port + " is still open");
        }
    }

    @Test
    void aPortThatIsAnotherServersByNowIsNoLeftover() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            Ports.opened(port);
            Ports.closing(port);
            Ports.opened(port);

            assertThat(Ports.left(port)).isEmpty();
            Ports.closing(port);
        }
    }
}
