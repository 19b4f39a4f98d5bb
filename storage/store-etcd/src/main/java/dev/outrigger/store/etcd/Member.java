package dev.outrigger.store.etcd;

import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One server of the cluster: one connection, shared by all calls and watches, made when it is first used and made
/// again whenever it breaks.
final class Member {
    /// Half a minute until a silent connection is asked for a sign of life, ten seconds to give it: as the Go servers.
    private static final long KEEP_ALIVE_SECONDS = 30;

    private static final long KEEP_ALIVE_PATIENCE_SECONDS = 10;
    private static final long WAKE_NANOS = 200_000_000;

    private final URI server;
    private final ManagedChannel channel;
    private final AtomicLong woken = new AtomicLong(System.nanoTime() - WAKE_NANOS);

    Member(URI server, ChannelCredentials credentials) {
        this.server = server;
        this.channel = Grpc.newChannelBuilderForAddress(host(server), EtcdSettings.port(server), credentials)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                // The calls here say themselves what may be repeated.
                .disableRetry()
                .maxTraceEvents(0)
                .directExecutor()
                .build();
    }

    private static String host(URI server) {
        var host = server.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    URI server() {
        return server;
    }

    Channel channel() {
        return channel;
    }

    /// Tries to connect now where it was waiting to try again: gRPC's own pauses grow to two minutes.
    void wake() {
        long last = woken.get();
        long now = System.nanoTime();
        if (now - last >= WAKE_NANOS && woken.compareAndSet(last, now)) channel.resetConnectBackoff();
    }

    void close() {
        channel.shutdownNow();
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
