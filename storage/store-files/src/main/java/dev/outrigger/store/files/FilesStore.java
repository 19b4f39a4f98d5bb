package dev.outrigger.store.files;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.FullException;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.PassingStore;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Write;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A store of one file for each key, for one process at a time: `/animal.skai.io/cats/home/tom` is the file
/// `animal.skai.io/cats/home/tom.json` below the root, as apiserver-runtime lays objects out.
///
/// All entries are in memory too, with the last 10,000 changes. A write is committed when its line is on the disk, in a
/// journal beside the files from which revisions and history come back after a restart, and acknowledged when its file
/// is there as well. A crash between the two is made good at the next start.
///
/// Files that somebody else wrote, changed or removed, while the store was closed or open, are changes like
/// others.
public final class FilesStore extends PassingStore {
    private static final Logger LOG = LoggerFactory.getLogger(FilesStore.class);

    private final Path root;
    private final ObjectFiles files;
    private final FileChannel lock;
    private final Journal journal;
    private final MemoryStore memory;
    private final ReentrantLock writing = new ReentrantLock();
    /// Keys whose files may not be as they should, since writing one failed.
    private final Set<String> unsettled = new LinkedHashSet<>();
    private final HandEdits edits;
    private boolean closed;

    private FilesStore(Path root, FileForm form, FileChannel lock) {
        this.root = root;
        this.lock = lock;
        this.files = new ObjectFiles(root, form);
        var past = new Past();
        this.journal = Journal.open(own(root).resolve("journal"), past);
        this.memory = MemoryStore.from(past.start(), this::commit);
        boolean opened = false;
        try {
            past.inDoubt().ifPresent(this::settle);
            this.edits = HandEdits.open(root, files, this::lookAt, this::lookAtAll);
            lookAtAll();
            edits.start();
            opened = true;
        } catch (IOException e) {
            throw failure(e);
        } finally {
            if (!opened) {
                memory.close();
                release();
            }
        }
    }

    /// Opens the store below a folder, whose files hold the values as they are.
    ///
    /// @throws StoreException where it is in use, damaged, or cannot be written; its one line says which
    public static FilesStore open(Path root) {
        return open(root, FileForm.SAME);
    }

    /// As [#open(Path)], with files of another form.
    public static FilesStore open(Path root, FileForm form) {
        try {
            var absolute = root.toAbsolutePath().normalize();
            Files.createDirectories(absolute);
            Disk.folder(own(absolute));
            return open(absolute, form, lock(absolute));
        } catch (IOException e) {
            throw new StoreException("cannot use the folder " + root + ": " + e, e);
        }
    }

    private static FilesStore open(Path root, FileForm form, FileChannel lock) throws IOException {
        boolean opened = false;
        try {
            var store = new FilesStore(root, form, lock);
            opened = true;
            return store;
        } finally {
            if (!opened) lock.close();
        }
    }

    private static Path own(Path root) {
        return root.resolve(ObjectFiles.OWN);
    }

    private static FileChannel lock(Path root) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var channel = FileChannel.open(own(root).resolve("lock"), options);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException _) {
            // Held in this process; said below.
        }
        channel.close();
        throw new StoreException(root + " is in use by another store: stop that server, or choose another folder");
    }

    @Override
    protected Store behind() {
        return memory;
    }

    @Override
    public Outcome write(Write write) {
        KeyPaths.path(root, write.key());
        writing.lock();
        try {
            return memory.write(write);
        } finally {
            writing.unlock();
        }
    }

    /// A change on its way, before anybody sees it.
    private void commit(Event change) {
        try {
            settleFiles();
            if (journal.isLong()) journal.rewrite(memory.held());
            journal.append(JournalLine.of(change));
            try {
                files.apply(change);
            } catch (IOException | RuntimeException failed) {
                unsettled.add(change.key());
                journal.takeBack();
                throw failed;
            }
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    private void settleFiles() throws IOException {
        for (var keys = unsettled.iterator(); keys.hasNext(); keys.remove()) {
            var key = keys.next();
            var entry = memory.get(key);
            if (entry.isPresent()) files.put(key, entry.get().value());
            else files.remove(key);
        }
    }

    private StoreException failure(IOException failed) {
        var text = String.valueOf(failed.getMessage());
        boolean full = text.contains("No space left") || text.contains("not enough space") || text.contains("quota");
        var message = "cannot write below " + root + ": " + text;
        return full ? new FullException(message, failed) : new StoreException(message, failed);
    }

    /// The last change before a crash: its file is made as the journal tells, unless it is neither as before nor as
    /// after and thus somebody else's.
    private void settle(Event change) {
        try {
            var found = files.read(change.key());
            Optional<byte[]> before = switch (change) {
                case Event.Put put -> put.previous().map(Entry::value);
                case Event.Removed removed -> Optional.of(removed.previous().value());
            };
            boolean asBefore = found.isEmpty()
                    ? before.isEmpty() || change instanceof Event.Removed
                    : before.isPresent() && files.holds(found.get(), before.get());
            if (asBefore) files.apply(change);
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    private void lookAtAll() {
        var seen = new LinkedHashSet<String>();
        try {
            files.walk(root, _ -> {}, seen::add);
        } catch (IOException failed) {
            throw failure(failed);
        }
        for (Entry entry : memory.list(Range.all(""), ReadAt.latest()).entries()) seen.add(entry.key());
        seen.forEach(this::lookAt);
    }

    /// Takes over what somebody else made of a key's file.
    private void lookAt(String key) {
        writing.lock();
        try {
            if (closed || files.isUntouched(key)) return;
            settleFiles();
            var entry = memory.get(key);
            takeOver(key, entry, files.read(key));
        } catch (IOException | StoreException failed) {
            LOG.warn("the file of {} is left alone: {}", key, failed.getMessage());
        } finally {
            writing.unlock();
        }
    }

    private void takeOver(String key, Optional<Entry> entry, Optional<byte[]> file) throws IOException {
        if (file.isEmpty()) {
            entry.ifPresent(gone -> memory.write(new Write.Delete(key, gone.modified())));
            return;
        }
        if (entry.isPresent() && files.holds(file.get(), entry.get().value())) {
            files.trust(key);
            return;
        }
        byte[] value;
        try {
            value = files.understood(key, file.get(), entry.map(Entry::value));
        } catch (IllegalArgumentException refused) {
            LOG.warn("the file of {} is left alone: {}", key, refused.getMessage());
            return;
        }
        memory.write(entry.<Write>map(old -> new Write.Replace(key, value, old.modified()))
                .orElseGet(() -> new Write.Create(key, value)));
    }

    @Override
    public void compact(Revision upTo) {
        writing.lock();
        try {
            if (upTo.compareTo(memory.compacted()) <= 0) return;
            memory.compact(upTo);
            journal.append(new JournalLine.Compacted(upTo));
        } catch (IOException failed) {
            throw failure(failed);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        edits.close();
        writing.lock();
        try {
            if (closed) return;
            closed = true;
            memory.close();
            if (unsettled.isEmpty()) journal.append(new JournalLine.Clean());
        } catch (IOException failed) {
            LOG.warn("the journal of {} could not be closed: {}", root, failed.getMessage());
        } finally {
            release();
            writing.unlock();
        }
    }

    private void release() {
        for (AutoCloseable one : List.of(journal, lock)) {
            try {
                one.close();
            } catch (Exception _) {
                // Nothing is written any more; the lock goes with the process.
            }
        }
    }
}
