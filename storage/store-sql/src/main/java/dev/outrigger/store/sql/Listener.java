package dev.outrigger.store.sql;

import dev.outrigger.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Hears how far the log has got, from the servers that write, over a connection of its own.
///
/// What it hears only saves time: who needs to be sure asks the log. So a lost connection is made again at leisure,
/// and a proxy that does not pass notifications on costs the followers a second.
final class Listener implements AutoCloseable {
    private static final int WAIT_MILLIS = 30_000;
    private static final long PAUSE_MILLIS = 500;

    private final PostgresSessions sessions;
    private final String channel;
    private final LongConsumer news;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Connection> listening = Optional.empty();

    Listener(PostgresSessions sessions, String channel, LongConsumer news) {
        this.sessions = sessions;
        this.channel = channel;
        this.news = news;
        this.thread =
                Thread.ofPlatform().daemon().name("outrigger-store-listener").start(this::run);
    }

    @Override
    public void close() {
        closed.countDown();
        listening.ifPresent(Listener::abort);
        Threads.join(List.of(thread));
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // Then it ends with its next word.
        }
    }

    private void run() {
        try {
            do listen();
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            // Nobody does.
        }
    }

    private void listen() {
        try (Log log = sessions.writing()) {
            listening = Optional.of(log.connection());
            log.run("LISTEN " + PostgresSchema.quoted(channel));
            news.accept(log.state().last());
            PGConnection connection = log.connection().unwrap(PGConnection.class);
            while (closed.getCount() > 0) {
                PGNotification[] heard = connection.getNotifications(WAIT_MILLIS);
                if (heard != null && heard.length > 0) news.accept(newest(heard));
            }
        } catch (SQLException | StoreException _) {
            // The follower, which asks the log itself, says what is wrong with the database.
        } finally {
            listening = Optional.empty();
        }
    }

    private static long newest(PGNotification[] heard) {
        long newest = 0;
        for (PGNotification one : heard) newest = Math.max(newest, Long.parseLong(one.getParameter()));
        return newest;
    }
}
