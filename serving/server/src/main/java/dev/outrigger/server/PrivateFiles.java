package dev.outrigger.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Files that only the server's user may read, each written whole or not at all.
final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /// Makes a folder, and those above it, where it is missing.
    static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        try {
            var parent = folder.toAbsolutePath().getParent();
            if (parent != null) Files.createDirectories(parent);
            Files.createDirectory(folder, atCreation(folder, FOLDER));
        } catch (FileAlreadyExistsException raced) {
            if (!Files.isDirectory(folder)) throw raced;
        }
    }

    /// Writes a file unless it has that content already.
    static void write(Path file, String content) throws IOException {
        if (read(file).filter(content::equals).isPresent()) {
            restrict(file, FILE);
            return;
        }
        var whole = file.toAbsolutePath();
        var temporary = whole.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try (var channel = create(temporary)) {
            var bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
        Files.move(temporary, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Makes an empty file that is private from its first moment: who opens a file keeps it open when it is
    /// restricted afterwards.
    static FileChannel create(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return FileChannel.open(file, options, atCreation(file, FILE));
    }

    private static FileAttribute<?>[] atCreation(Path path, Set<PosixFilePermission> permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    /// The file's content, nothing where there is no file.
    static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
        boolean posix = Files.getFileStore(path).supportsFileAttributeView("posix");
        if (posix && !Files.getPosixFilePermissions(path).equals(permissions)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
