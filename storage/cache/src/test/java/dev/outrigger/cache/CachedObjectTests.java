package dev.outrigger.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedObjectTests {
    private static final int SIZE = 100_000;
    private final CachedObject object = object();
    private final AtomicInteger made = new AtomicInteger();

    private static CachedObject object() {
        var value = "{\"padding\":\"" + "x".repeat(SIZE - 14) + "\"}";
        var at = new Revision(1);
        return CachedObject.of(
                new ObjectKey("", "tom"),
                new Entry("/a/tom", value.getBytes(StandardCharsets.UTF_8), at, at),
                Layout.of(RepositoryTests.CATS, "/a"));
    }

    private int encodings(int form, int bytes) {
        int before = made.get();
        object.encoded(new Form("v" + form, "application/json", ""), _ -> {
            made.incrementAndGet();
            return new byte[bytes];
        });
        return made.get() - before;
    }

    @Test
    void anEncodingIsMadeOnce() {
        for (int form = 0; form < 4; form++) assertThat(encodings(form, SIZE)).isEqualTo(1);
        for (int form = 0; form < 4; form++) assertThat(encodings(form, SIZE)).isZero();
    }

    @Test
    void whatIsKeptIsBoundedAndTheOldestGivesWay() {
        for (int form = 0; form < 100; form++) {
            encodings(form, SIZE / 2);
            assertThat(object.weight()).isLessThanOrEqualTo(5L * SIZE + 4096);
        }
        assertThat(encodings(99, SIZE / 2)).isZero();
        assertThat(encodings(92, SIZE / 2)).isZero();
        assertThat(encodings(0, SIZE / 2)).isEqualTo(1);
    }

    @Test
    void anEncodingThatIsLargerThanAllThatMayBeKeptIsHandedOutAndNotKept() {
        encodings(1, SIZE);

        assertThat(encodings(2, 5 * SIZE)).isEqualTo(1);
        assertThat(encodings(2, 5 * SIZE)).isEqualTo(1);
        assertThat(encodings(1, SIZE)).isZero();
    }

    @Test
    void theBoundHoldsWhereManyEncodeAtOnce() throws Exception {
        var tasks = new ArrayList<Callable<Void>>();
        for (int i = 0; i < 200; i++) {
            int form = i;
            tasks.add(() -> {
                object.encoded(new Form("v" + form % 20, "application/json", ""), _ -> new byte[SIZE]);
                return null;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : List.copyOf(threads.invokeAll(tasks))) done.get();
        }
        assertThat(object.weight()).isLessThanOrEqualTo(5L * SIZE + 4096);
    }
}
