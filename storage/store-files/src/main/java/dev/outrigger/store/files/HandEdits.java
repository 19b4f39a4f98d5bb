package dev.outrigger.store.files;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of files that somebody touches while the store is open. Editors write in several steps, so a file is looked at
/// once its folders have been quiet for a moment.
final class HandEdits implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandEdits.class);
    private static final long QUIET_MILLIS = 100;
    private static final int MOST_ROUNDS = 20;

    private final Path root;
    private final ObjectFiles files;
    private final Consumer<String> touched;
    private final Runnable all;
    private final WatchService service;

    private HandEdits(Path root, ObjectFiles files, Consumer<String> touched, Runnable all, WatchService service) {
        this.root = root;
        this.files = files;
        this.touched = touched;
        this.all = all;
        this.service = service;
    }

    /// Watches from now on; tells once it is started.
    ///
    /// @param touched told of a key whose file may have changed
    /// @param all called where any file may have
    static HandEdits open(Path root, ObjectFiles files, Consumer<String> touched, Runnable all) throws IOException {
        var edits =
                new HandEdits(root, files, touched, all, root.getFileSystem().newWatchService());
        files.walk(root, edits::register, _ -> {});
        return edits;
    }

    void start() {
        Thread.ofPlatform().daemon().name("outrigger-store-files").start(this::run);
    }

    private void register(Path folder) {
        try {
            folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException failed) {
            LOG.warn("changes in {} are noticed at the next start only: {}", folder, failed.getMessage());
        }
    }

    private void run() {
        try {
            while (true) round(service.take());
        } catch (ClosedWatchServiceException _) {
            // The store was closed.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(WatchKey first) throws InterruptedException {
        var seen = new Seen();
        collect(first, seen);
        for (int i = 0; i < MOST_ROUNDS; i++) {
            WatchKey more = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
            if (more == null) break;
            collect(more, seen);
        }
        if (seen.unclear) all.run();
        else seen.keys.forEach(touched);
    }

    private static final class Seen {
        private final Set<String> keys = new LinkedHashSet<>();
        private boolean unclear;
    }

    private void collect(WatchKey key, Seen seen) {
        var folder = (Path) key.watchable();
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.context() instanceof Path name) one(folder.resolve(name), seen);
            else seen.unclear = true;
        }
        key.reset();
    }

    private void one(Path path, Seen seen) {
        if (path.equals(root.resolve(ObjectFiles.OWN))) return;
        var key = KeyPaths.key(root, path);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) folder(path, seen);
        else if (key.isPresent()) seen.keys.add(key.get());
        // A folder that was moved away says no word of what was in it.
        else if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) seen.unclear = true;
    }

    /// A folder that has come may have files in it by now.
    private void folder(Path come, Seen seen) {
        try {
            files.walk(come, this::register, seen.keys::add);
        } catch (IOException failed) {
            LOG.warn("what changed below {} is noticed at the next start only: {}", come, failed.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException _) {
            // It watches no more all the same.
        }
    }
}
