package dev.outrigger.streams;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.ApiResponse.Protocol;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/// Hands a request on that asks for another protocol. Where the server there agrees, the two are connected; where it
/// does not, its answer is the answer.
final class UpgradeRelay {
    private static final int ANSWERING_MILLIS = 30_000;

    private UpgradeRelay() {}

    /// @throws dev.outrigger.meta.ApiException 413 where the body is too large, for it is read whole here
    static ApiResponse answer(Outbound outbound, ApiRequest request, URI to, URI target) throws IOException {
        var protocol = request.headers().first("Upgrade").orElse("");
        var body = request.bytes();
        outbound.waitUpTo(ANSWERING_MILLIS);
        outbound.send(request, to, Headers.of("Connection", "Upgrade", "Upgrade", protocol), UpgradeRelay::kept);
        outbound.out().write(body);
        outbound.out().flush();
        var head = outbound.head();
        outbound.waitUpTo(0);
        if (head.status() != 101) {
            return outbound.answer(request, head, Onward.answered(request, target, head.headers()), () -> {});
        }
        var name = head.headers().first("Upgrade").orElse("");
        return new ApiResponse.Upgrade(
                Onward.kept(head.headers()), new Protocol.Bare(name, wire -> connect(wire, outbound)));
    }

    private static Outbound.Field kept(Outbound.Field field) {
        boolean subprotocols = field.name().equalsIgnoreCase("Sec-WebSocket-Protocol");
        return subprotocols ? new Outbound.Field(field.name(), Onward.subprotocols(field.value())) : field;
    }

    /// Both ways, until one of the two has no more to say.
    private static void connect(Wire wire, Outbound outbound) throws InterruptedException {
        wire.onGone(outbound::close);
        var up = Thread.ofVirtual().name("relay").start(() -> up(wire, outbound));
        try (outbound) {
            var chunk = new byte[32 * 1024];
            for (int length = outbound.in().read(chunk);
                    length >= 0;
                    length = outbound.in().read(chunk)) {
                if (!wire.write(List.of(Arrays.copyOf(chunk, length)))) return;
            }
        } catch (IOException _) {
            // The server there is gone: so is this connection.
        } finally {
            up.interrupt();
        }
    }

    private static void up(Wire wire, Outbound outbound) {
        try {
            for (var bytes = wire.read(); bytes.isPresent(); bytes = wire.read()) {
                outbound.out().write(bytes.get());
                outbound.out().flush();
            }
        } catch (IOException _) {
            outbound.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
