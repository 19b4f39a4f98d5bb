package dev.outrigger.delegation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What a cluster answered, kept for a while. Who asks the same while an answer is under way waits for that one; who
/// gives up does not keep the others from it.
///
/// Questions are known by a hash with a key that this process made up: what is asked, such as a token, is in no memory
/// for longer than it takes, and nobody can make two questions look alike. Good answers and others have 8,192 places
/// each, so that no flood of bad questions drives the good answers out.
///
/// @param <A> what an answer is
final class Answers<A> {
    private static final int PLACES = 8192;
    private static final String HASH = "HmacSHA256";
    private static final Duration PATIENCE = Review.MOST.plusSeconds(1);

    private final Function<A, Keeping> keeping;
    private final SecretKeySpec secret;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Keeping.Shelf, Map<String, Kept<A>>> kept = new EnumMap<>(Keeping.Shelf.class);
    private final Map<String, Lookup> underWay = new HashMap<>();

    /// How long an answer is good, and where it is kept.
    record Keeping(Shelf shelf, Duration time) {
        enum Shelf {
            GOOD,
            OTHER
        }
    }

    /// @param until in the time of [System#nanoTime]
    private record Kept<A>(A answer, long until) {}

    /// Finds an answer out.
    interface Question<A> {
        /// @throws ClusterException where there is none; nothing is kept then
        A ask() throws InterruptedException;
    }

    Answers(Function<A, Keeping> keeping) {
        this.keeping = keeping;
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.secret = new SecretKeySpec(bytes, HASH);
        for (Keeping.Shelf shelf : Keeping.Shelf.values()) kept.put(shelf, new Shelved<>());
    }

    /// Those used last, as many as there are places.
    private static final class Shelved<A> extends LinkedHashMap<String, Kept<A>> {
        private static final long serialVersionUID = 1;

        Shelved() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept<A>> eldest) {
            return size() > PLACES;
        }
    }

    /// The answer that is kept, or a new one.
    ///
    /// @param about what is asked, all of it
    /// @throws ClusterException where there is none
    A get(byte[] about, Question<A> question) throws InterruptedException {
        var key = hash(about);
        Lookup lookup;
        lock.lock();
        try {
            var known = find(key);
            if (known.isPresent()) return known.get();
            lookup = underWay.get(key);
            if (lookup == null) {
                lookup = new Lookup(key, question);
                underWay.put(key, lookup);
                lookup.thread.start();
            }
        } finally {
            lock.unlock();
        }
        return lookup.await();
    }

    private Optional<A> find(String key) {
        for (var shelf : kept.values()) {
            var known = shelf.get(key);
            if (known == null) continue;
            if (known.until() - System.nanoTime() > 0) return Optional.of(known.answer());
            shelf.remove(key);
        }
        return Optional.empty();
    }

    private void keep(String key, A answer) {
        var how = keeping.apply(answer);
        if (!how.time().isPositive()) return;
        var shelf = kept.get(how.shelf());
        if (shelf != null)
            shelf.put(key, new Kept<>(answer, System.nanoTime() + how.time().toNanos()));
    }

    private String hash(byte[] about) {
        try {
            var mac = Mac.getInstance(HASH);
            mac.init(secret);
            return new String(mac.doFinal(about), StandardCharsets.ISO_8859_1);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no " + HASH, impossible);
        }
    }

    /// One answer on its way, to all who wait for it.
    private final class Lookup implements Runnable {
        private final String key;
        private final Question<A> question;
        private final Thread thread = Thread.ofVirtual().name("review").unstarted(this);
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable A answer;
        private volatile @Nullable RuntimeException failure;

        Lookup(String key, Question<A> question) {
            this.key = key;
            this.question = question;
        }

        @Override
        public void run() {
            try {
                answer = question.ask();
            } catch (RuntimeException failed) {
                failure = failed;
            } catch (InterruptedException _) {
                failure = ClusterException.of("no answer within " + PATIENCE.toSeconds() + " s");
            } finally {
                end();
            }
        }

        private void end() {
            var found = answer;
            lock.lock();
            try {
                if (found != null) keep(key, found);
                underWay.remove(key);
            } finally {
                lock.unlock();
            }
            done.countDown();
        }

        A await() throws InterruptedException {
            while (!done.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) thread.interrupt();
            var found = answer;
            if (found != null) return found;
            var failed = failure;
            throw failed == null ? ClusterException.of("the question was broken off") : failed;
        }
    }
}
