package dev.outrigger.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder a server keeps its state in. One server at a time holds it.
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Makes the folder where it is missing and takes hold of it.
    ///
    /// @throws StartException where it cannot be used or another server holds it
    static DataFolder open(Path path) {
        try {
            PrivateFiles.makeFolder(path);
            var file = path.resolve("lock");
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new StartException("the data folder " + path
                        + " is in use by another server: stop that one, or choose another folder with --data-dir");
            }
            return new DataFolder(path, channel);
        } catch (IOException failed) {
            throw new StartException("cannot use the data folder " + path + ": " + why(failed), failed);
        }
    }

    /// The lock goes with the process, however it ends.
    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    /// The reason in a few words, without the path that messages repeat.
    static String why(IOException failed) {
        return switch (failed) {
            case AccessDeniedException _ -> "permission denied";
            case java.nio.file.NoSuchFileException _ -> "no such file";
            case java.nio.file.FileAlreadyExistsException _ -> "it is not a folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(failed.getMessage());
        };
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // The lock is gone all the same.
        }
    }
}
