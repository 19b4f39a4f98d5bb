package dev.outrigger.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// What threads did to one key, and whether some order of it, with each operation between its start and its end,
/// explains it all.
///
/// The revisions name that order, so checking is easy: each write continues the one before, and no operation that
/// began after another had ended saw or made an older revision.
final class History {
    private static final AtomicLong CLOCK = new AtomicLong();

    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();
    /// When each write began of which nobody knows whether it was made, by its value.
    private final Map<String, Long> doubtful = new ConcurrentHashMap<>();

    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    private record Operation(boolean write, Revision predecessor, Revision revision, long start, long end) {}

    /// A moment; later moments are greater.
    static long now() {
        return CLOCK.incrementAndGet();
    }

    void read(Revision seen, long start, long end) {
        operations.add(new Operation(false, seen, seen, start, end));
    }

    void wrote(Revision predecessor, Revision revision, long start, long end) {
        operations.add(new Operation(true, predecessor, revision, start, end));
    }

    void doubted(String value, long start) {
        doubtful.put(value, start);
    }

    /// A write that was certainly not made.
    void refused(String value) {
        refused.add(value);
    }

    /// Finds in the key's changes which of the doubtful writes were made, and none of the refused ones.
    void settle(List<Event> changes) {
        for (Event event : changes) {
            if (!(event instanceof Event.Put(Entry entry, Optional<Entry> before))) continue;
            String value = new String(entry.value(), UTF_8);
            assertThat(refused).doesNotContain(value);
            Long start = doubtful.get(value);
            if (start != null) wrote(before.orElseThrow().modified(), entry.modified(), start, now());
        }
    }

    void check(Revision last) {
        List<Operation> writes = operations.stream()
                .filter(Operation::write)
                .sorted(Comparator.comparing(Operation::revision))
                .toList();
        for (int i = 1; i < writes.size(); i++)
            assertThat(writes.get(i).predecessor).isEqualTo(writes.get(i - 1).revision);
        assertThat(writes.getLast().revision).isEqualTo(last);
        Set<Revision> written =
                new HashSet<>(writes.stream().map(Operation::revision).toList());
        assertThat(operations).allMatch(operation -> written.contains(operation.revision));
        checkRealTime();
    }

    private void checkRealTime() {
        List<Operation> byStart = operations.stream()
                .sorted(Comparator.comparingLong(Operation::start))
                .toList();
        List<Operation> byEnd = operations.stream()
                .sorted(Comparator.comparingLong(Operation::end))
                .toList();
        int ended = 0;
        long newest = 0;
        for (Operation operation : byStart) {
            while (byEnd.get(ended).end < operation.start)
                newest = Math.max(newest, byEnd.get(ended++).revision.number());
            assertThat(operation.revision.number())
                    .as("%s after revision %s was seen", operation, newest)
                    .isGreaterThanOrEqualTo(operation.write ? newest + 1 : newest);
        }
    }
}
