package dev.outrigger.rest;

import dev.outrigger.cache.Snapshot;
import dev.outrigger.meta.FieldSelector;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.LabelSelector;
import dev.outrigger.pipeline.ApiResponse;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The latest answers to lists. Whoever asks the same while nothing was written gets the same bytes, packed once; of
/// those who ask at one time, one makes the answer and the others wait for it, so that many large lists at once take
/// the memory of one.
final class ListAnswers {
    /// The most bytes that are kept, and the most answers.
    private static final long MOST_BYTES = 32L << 20;

    private static final int MOST_ANSWERS = 64;

    /// What a list asks for; the revision aside.
    record Question(
            GroupResource resource,
            String version,
            String namespace,
            LabelSelector labels,
            FieldSelector fields,
            Representation as) {
        static Question of(Target target, ListOptions options, Representation as) {
            return new Question(
                    target.type().groupResource(),
                    target.version().name(),
                    target.namespace(),
                    options.labels(),
                    options.fields(),
                    as);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    /// In the order of their last use.
    private final LinkedHashMap<Question, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    /// The answer to a question.
    ///
    /// @param listed the state that is listed
    /// @param packed whether the client takes gzip
    /// @param maker makes the answer where it is not there
    ApiResponse answer(Question question, Snapshot listed, boolean packed, Supplier<ApiResponse.Body> maker)
            throws InterruptedException {
        var slot = slot(question);
        slot.making.lockInterruptibly();
        try {
            if (!slot.listed.refersTo(listed)) slot.take(listed, maker.get());
            var answer = packed ? slot.packed() : slot.plain();
            account(question, slot);
            return answer;
        } finally {
            slot.making.unlock();
        }
    }

    private Slot slot(Question question) {
        lock.lock();
        try {
            return slots.computeIfAbsent(question, _ -> new Slot());
        } finally {
            lock.unlock();
        }
    }

    /// Counts what the slot holds now; where all is too much, what was not asked for longest goes.
    private void account(Question question, Slot slot) {
        lock.lock();
        try {
            if (slots.get(question) != slot) return;
            bytes += slot.size() - slot.counted;
            slot.counted = slot.size();
            for (var oldest = slots.entrySet().iterator();
                    oldest.hasNext() && (bytes > MOST_BYTES || slots.size() > MOST_ANSWERS); ) {
                bytes -= oldest.next().getValue().counted;
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /// One answer; what is in it is guarded by `making`, `counted` by the lock of all.
    private static final class Slot {
        private final ReentrantLock making = new ReentrantLock();
        /// A revision does not say it all: a store that was set back to a backup comes to one twice.
        private WeakReference<@Nullable Snapshot> listed = new WeakReference<>(null);
        private ApiResponse.@Nullable Body plain;
        private ApiResponse.@Nullable Body packed;
        private long counted;

        void take(Snapshot state, ApiResponse.Body answer) {
            plain = new ApiResponse.Body(answer.status(), answer.headers(), List.of(Assembly.joined(answer.parts())));
            packed = null;
            listed = new WeakReference<>(state);
        }

        ApiResponse plain() {
            return Objects.requireNonNull(plain);
        }

        ApiResponse packed() {
            if (packed == null) packed = Reply.packed(Objects.requireNonNull(plain));
            return packed;
        }

        long size() {
            return size(plain) + (packed == plain ? 0 : size(packed));
        }

        private static long size(ApiResponse.@Nullable Body body) {
            return body == null ? 0 : Assembly.length(body.parts());
        }
    }
}
