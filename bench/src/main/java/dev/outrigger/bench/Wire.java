package dev.outrigger.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// Opens mutually authenticated connections. One thread does all the work, so that the load takes as little as can be
/// of the cores that it shares with what is measured.
final class Wire implements AutoCloseable {
    private final EventLoopGroup group;
    private final Map<Http, SslContext> contexts = new EnumMap<>(Http.class);

    Wire(Credentials credentials) throws SSLException {
        IoHandlerFactory handlers = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("load", true), handlers);
        for (var http : Http.values()) {
            contexts.put(
                    http,
                    SslContextBuilder.forClient()
                            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                            .protocols("TLSv1.3")
                            .trustManager(credentials.authority().toFile())
                            .keyManager(
                                    credentials.certificate().toFile(),
                                    credentials.key().toFile())
                            .applicationProtocolConfig(new ApplicationProtocolConfig(
                                    Protocol.ALPN,
                                    SelectorFailureBehavior.NO_ADVERTISE,
                                    SelectedListenerFailureBehavior.ACCEPT,
                                    http.alpn()))
                            .build());
        }
    }

    /// The versions of HTTP.
    enum Http {
        ONE("http/1.1"),
        TWO("h2");

        private final String alpn;

        Http(String alpn) {
            this.alpn = alpn;
        }

        String alpn() {
            return alpn;
        }
    }

    /// Connects; the receiver hears of success and failure alike.
    void open(Address address, Http http, Receiver receiver) {
        new Bootstrap()
                .group(group)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        var tls = java.util.Objects.requireNonNull(contexts.get(http))
                                .newHandler(channel.alloc(), address.host(), address.port());
                        tls.setHandshakeTimeout(1, TimeUnit.MINUTES);
                        channel.pipeline().addLast(tls);
                        switch (http) {
                            case ONE -> channel.pipeline().addLast(new Http1Connection(address, receiver));
                            case TWO -> Http2Connection.install(channel.pipeline(), address, receiver);
                        }
                    }
                })
                .connect(address.host(), address.port())
                .addListener(done -> {
                    if (!done.isSuccess()) receiver.closed("cannot connect to " + address + ": " + done.cause());
                });
    }

    /// Runs something on the event loop, now.
    void execute(Runnable task) {
        group.execute(task);
    }

    /// Runs something on the event loop, later.
    void after(long nanos, Runnable task) {
        group.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
