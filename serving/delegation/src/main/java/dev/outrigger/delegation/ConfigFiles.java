package dev.outrigger.delegation;

import dev.outrigger.pipeline.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

/// Reads the files that configurations name.
final class ConfigFiles {
    private ConfigFiles() {}

    /// @throws ClusterException where it cannot be read
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            throw ClusterException.of("cannot read " + file + ": no such file");
        } catch (AccessDeniedException _) {
            throw ClusterException.of("cannot read " + file + ": permission denied");
        } catch (IOException failed) {
            throw ClusterException.of("cannot read " + file + ": " + failed.getMessage());
        }
    }

    /// The token in a file.
    ///
    /// @throws ClusterException where it cannot be read, or is empty
    static String token(Path file) {
        var token = text(bytes(file)).strip();
        if (token.isEmpty()) throw ClusterException.of("cannot use " + file + ": no token in it");
        return token;
    }

    /// The bytes of PEM, or of another text of ASCII.
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// @param where what the message calls it
    /// @throws ClusterException where there are none
    static List<X509Certificate> certificates(byte[] pem, String where) {
        try {
            return Pem.certificates(text(pem));
        } catch (GeneralSecurityException bad) {
            throw ClusterException.of("cannot use " + where + ": " + bad.getMessage());
        }
    }

    /// @param where what the message calls the key
    /// @throws ClusterException where certificate or key cannot be used
    static ClusterConfig.Identity identity(byte[] certificate, byte[] key, String where) {
        var chain = certificates(certificate, "the certificate of " + where);
        try {
            return new ClusterConfig.Identity(chain, Pem.privateKey(text(key), chain.getFirst()));
        } catch (GeneralSecurityException bad) {
            throw ClusterException.of("cannot use " + where + ": " + bad.getMessage());
        }
    }
}
