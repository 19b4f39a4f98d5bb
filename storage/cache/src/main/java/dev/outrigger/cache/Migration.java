package dev.outrigger.cache;

import dev.outrigger.kinds.ConversionException;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Rewrites the objects of one resource that are stored in another version than they are written in now.
///
/// The data itself says how far it is: what is in that version already is passed over, so one that was cut short is
/// begun again and goes on. It may run beside servers, and beside itself: an object is replaced only where it is still
/// as it was read, and looked at again where it is not. Objects change in nothing but their form and their
/// resourceVersion, as with upstream's storage version migrator.
public final class Migration {
    private static final int PIECE = 500;
    private static final int AT_A_TIME = 32;

    private final Store store;
    private final Layout layout;
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicInteger rewritten = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /// A migration of that resource's objects to its storage version.
    public Migration(ResourceType type, Root root) {
        this.store = root.store();
        this.layout = Layout.of(type, root);
    }

    /// What was done.
    ///
    /// @param kept objects that were in the storage version
    /// @param rewritten objects that are now
    /// @param failed objects that cannot be converted; they are as they were
    public record Counts(int kept, int rewritten, int failed) {}

    /// Rewrites what there is to rewrite.
    ///
    /// @param progress hears now and then what is done so far
    /// @param failures hears why an object was left as it is; from several threads, one at a time
    /// @throws dev.outrigger.store.StoreException where the store failed; what was done until then stays done
    public Counts run(Consumer<Counts> progress, Consumer<String> failures) throws InterruptedException {
        for (var after = ""; ; ) {
            var piece = store.list(new Store.Range(layout.root(), after, PIECE), Store.ReadAt.latest());
            if (!piece.entries().isEmpty()) {
                rewrite(piece.entries(), failures);
                after = piece.entries().getLast().key();
            }
            if (piece.isLast()) return counts();
            progress.accept(counts());
        }
    }

    private Counts counts() {
        return new Counts(kept.get(), rewritten.get(), failed.get());
    }

    /// Stores take many writes at a time for the price of one.
    private void rewrite(List<Entry> entries, Consumer<String> failures) throws InterruptedException {
        var next = new AtomicInteger();
        var broken = new AtomicReference<Optional<RuntimeException>>(Optional.empty());
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < Math.min(AT_A_TIME, entries.size()); i++) {
            workers.add(Thread.ofVirtual().name("outrigger-migration").start(() -> {
                try {
                    for (int at = next.getAndIncrement(); at < entries.size(); at = next.getAndIncrement()) {
                        rewrite(entries.get(at), failures);
                    }
                } catch (RuntimeException e) {
                    next.set(entries.size());
                    broken.set(Optional.of(e));
                }
            }));
        }
        for (var worker : workers) worker.join();
        if (broken.get().isPresent()) throw broken.get().get();
    }

    private void rewrite(Entry entry, Consumer<String> failures) {
        try {
            rewrite(entry);
        } catch (ConversionException e) {
            failed(e, failures);
        } catch (UnreadableException e) {
            if (e.getCause() instanceof ConversionException unconverted) failed(unconverted, failures);
            else failed(String.valueOf(e.getMessage()), failures);
        }
    }

    private void failed(ConversionException why, Consumer<String> failures) {
        failed(why.getMessage() + (why.refused() ? "" : " (" + why.getCause() + ")"), failures);
    }

    private void failed(String why, Consumer<String> failures) {
        failed.incrementAndGet();
        synchronized (failures) {
            failures.accept(why);
        }
    }

    private void rewrite(Entry entry) {
        for (var now = Optional.of(entry); now.isPresent(); ) {
            var object = layout.object(now.get());
            if (object.storedVersion().equals(layout.forms().written().name())) {
                kept.incrementAndGet();
                return;
            }
            var bytes = layout.bytes(object.value());
            switch (store.write(
                    new Write.Replace(now.get().key(), bytes, now.get().modified()))) {
                case Outcome.Committed _ -> {
                    rewritten.incrementAndGet();
                    return;
                }
                case Outcome.Stale(var actual) -> now = actual;
            }
        }
    }
}
