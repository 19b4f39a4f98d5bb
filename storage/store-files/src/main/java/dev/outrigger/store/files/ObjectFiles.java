package dev.outrigger.store.files;

import dev.outrigger.store.Event;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The objects' files below the root. Not safe for several threads.
final class ObjectFiles {
    /// The folder of the store's own files.
    static final String OWN = ".outrigger";

    /// Twice what an object may have: files may be laid out for people.
    private static final long LONGEST = 8 << 20;

    private final Path root;
    private final Path aside;
    private final FileForm form;
    private final Map<Path, Stamp> written = new HashMap<>();

    ObjectFiles(Path root, FileForm form) {
        this.root = root;
        this.aside = root.resolve(OWN).resolve("object.new");
        this.form = form;
    }

    /// How a file looks from outside; what was not touched since has the same.
    private record Stamp(
            FileTime modified, long size, @Nullable Object identity) {
        static Optional<Stamp> of(Path file) throws IOException {
            try {
                var read = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return Optional.of(new Stamp(read.lastModifiedTime(), read.size(), read.fileKey()));
            } catch (NoSuchFileException _) {
                return Optional.empty();
            }
        }
    }

    /// Makes a key's file as a change says.
    void apply(Event change) throws IOException {
        switch (change) {
            case Event.Put put -> put(put.key(), put.entry().value());
            case Event.Removed removed -> remove(removed.key());
        }
    }

    void put(String key, byte[] value) throws IOException {
        var file = KeyPaths.path(root, key);
        for (Path folder : KeyPaths.folders(root, file)) Disk.folder(folder);
        Disk.replace(file, aside, List.of(form.toFile(value)));
        trust(key);
    }

    /// The key's file is as it should be now.
    void trust(String key) throws IOException {
        var file = KeyPaths.path(root, key);
        Stamp.of(file).ifPresent(stamp -> written.put(file, stamp));
    }

    void remove(String key) throws IOException {
        var file = KeyPaths.path(root, key);
        written.remove(file);
        if (Files.deleteIfExists(file)) Disk.syncFolderOf(file);
    }

    /// Whether a key's file is as this store left it: nobody else has touched it.
    boolean isUntouched(String key) throws IOException {
        var file = KeyPaths.path(root, key);
        var stamp = written.get(file);
        return stamp != null && Stamp.of(file).filter(stamp::equals).isPresent();
    }

    /// What a key's file holds; empty where there is none, or something that is no plain file.
    ///
    /// @throws IOException where it cannot be read, or is far too long
    Optional<byte[]> read(String key) throws IOException {
        var file = KeyPaths.path(root, key);
        try {
            var stamp = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!stamp.isRegularFile()) return Optional.empty();
            if (stamp.size() > LONGEST) throw new IOException("it has " + stamp.size() + " bytes");
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// Whether a file that holds this is what such a value's file holds.
    boolean holds(byte[] file, byte[] value) {
        return Arrays.equals(file, form.toFile(value));
    }

    /// What somebody else's file says.
    ///
    /// @throws IllegalArgumentException where it is left alone
    byte[] understood(String key, byte[] file, Optional<byte[]> before) {
        return form.fromFile(key, file, before);
    }

    /// Looks at all folders and files from a folder on.
    void walk(Path from, Consumer<Path> folders, Consumer<String> keys) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (isOwn(folder)) return FileVisitResult.SKIP_SUBTREE;
                folders.accept(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) KeyPaths.key(root, file).ifPresent(keys);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException failed) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private boolean isOwn(Path folder) {
        return folder.equals(root.resolve(OWN));
    }
}
