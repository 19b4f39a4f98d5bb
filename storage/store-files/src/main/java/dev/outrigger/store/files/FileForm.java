package dev.outrigger.store.files;

import java.util.Optional;

/// How a stored value looks in its file.
public interface FileForm {
    /// Files hold the values as they are.
    FileForm SAME = new FileForm() {
        @Override
        public byte[] toFile(byte[] value) {
            return value;
        }

        @Override
        public byte[] fromFile(String key, byte[] file, Optional<byte[]> before) {
            return file;
        }
    };

    /// What a value's file holds. The same value always gives the same bytes.
    byte[] toFile(byte[] value);

    /// The value of a file that somebody else wrote.
    ///
    /// @param key the key that the file's place stands for
    /// @param before the value that the key has; empty where it is absent
    /// @throws IllegalArgumentException where the file is left alone; the message says why
    byte[] fromFile(String key, byte[] file, Optional<byte[]> before);
}
