package dev.outrigger.delegation;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.meta.Value;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs the program that a kubeconfig's user gets credentials from (`exec`, with the API group
/// `client.authentication.k8s.io`), and keeps what it said until that expires.
final class ExecPlugin {
    private static final Set<String> VERSIONS =
            Set.of("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Kept kept;

    /// @param asked what the program was
    /// @param until when it has to be run again; [Instant#MAX] for never
    private record Kept(Value.Struct asked, KubeconfigFile.Credentials credentials, Instant until) {}

    /// @param exec what the kubeconfig says of the program
    /// @param cluster what it says of the cluster, for programs that want to know
    /// @param folder where the kubeconfig is
    /// @throws ClusterException where there are none to be had
    KubeconfigFile.Credentials credentials(Value.Struct exec, Value.Struct cluster, Path folder) {
        lock.lock();
        try {
            var known = kept;
            if (known != null && known.asked().equals(exec) && Instant.now().isBefore(known.until())) {
                return known.credentials();
            }
            var status = answer(exec, cluster, folder).struct("status");
            var fresh = new Kept(exec, credentials(status), until(status));
            kept = fresh;
            return fresh.credentials();
        } finally {
            lock.unlock();
        }
    }

    /// Has the program run again the next time.
    void forget() {
        lock.lock();
        try {
            kept = null;
        } finally {
            lock.unlock();
        }
    }

    private static Value.Struct answer(Value.Struct exec, Value.Struct cluster, Path folder) {
        var version = exec.text("apiVersion").orElse("");
        var command = exec.text("command").orElse("");
        if (!VERSIONS.contains(version)) throw ClusterException.of("its exec has an apiVersion that is not known");
        if (command.isEmpty()) throw ClusterException.of("its exec has no command");
        var output = output(builder(exec, cluster, folder, version, command), command);
        try {
            if (Json.decode(output).value() instanceof Value.Struct answer
                    && answer.text("kind").equals(Optional.of("ExecCredential"))
                    && answer.text("apiVersion").equals(Optional.of(version))) return answer;
        } catch (DecodeException _) {
            // Said below; the decoder's sentence could quote what is secret.
        }
        throw ClusterException.of("the program " + command + " printed no ExecCredential of " + version);
    }

    private static ProcessBuilder builder(
            Value.Struct exec, Value.Struct cluster, Path folder, String version, String command) {
        var line = new ArrayList<String>();
        boolean named = command.indexOf('/') < 0 && command.indexOf(File.separatorChar) < 0;
        line.add(named ? command : folder.resolve(command).toString());
        for (Value arg : exec.items("args")) if (arg instanceof Value.Text(var text)) line.add(text);
        var spec = Value.object("interactive", false);
        if (exec.get("provideClusterInfo").equals(Optional.of(Value.of(true)))) spec = spec.with("cluster", cluster);
        var info = Value.object("kind", "ExecCredential", "apiVersion", version, "spec", spec);
        var builder = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        for (Value entry : exec.items("env")) {
            if (!(entry instanceof Value.Struct variable)) continue;
            variable.text("name")
                    .filter(name -> !name.isEmpty())
                    .ifPresent(name -> builder.environment()
                            .put(name, variable.text("value").orElse("")));
        }
        builder.environment().put("KUBERNETES_EXEC_INFO", new String(Json.encode(info), StandardCharsets.UTF_8));
        return builder;
    }

    private static byte[] output(ProcessBuilder builder, String command) {
        try {
            var process = builder.start();
            try {
                // A program that says nothing and does not end is ended from beside.
                var watch = Thread.ofVirtual().name("exec " + command).start(() -> endLate(process));
                var output = process.getInputStream().readNBytes(LONGEST_ANSWER);
                int code = process.waitFor();
                watch.interrupt();
                if (code != 0) throw ClusterException.of("the program " + command + " ended with " + code);
                return output;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failed) {
            throw ClusterException.of("cannot run the program " + command + ": " + failed.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ClusterException.of("interrupted while the program " + command + " ran");
        }
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException _) {
            // It ended.
        }
    }

    private static KubeconfigFile.Credentials credentials(Value.Struct status) {
        var token = status.text("token").filter(text -> !text.isEmpty());
        var headers =
                token.map(text -> List.of("Authorization", "Bearer " + text)).orElse(List.of());
        var certificate = status.text("clientCertificateData").filter(text -> !text.isEmpty());
        var key = status.text("clientKeyData").orElse("");
        var identity = certificate.map(pem -> ConfigFiles.identity(
                pem.getBytes(StandardCharsets.ISO_8859_1),
                key.getBytes(StandardCharsets.ISO_8859_1),
                "the clientKeyData of its exec"));
        if (headers.isEmpty() && identity.isEmpty()) throw ClusterException.of("its exec gave no credentials");
        return new KubeconfigFile.Credentials(identity, headers);
    }

    private static Instant until(Value.Struct status) {
        var text = status.text("expirationTimestamp").orElse("");
        try {
            return text.isEmpty() ? Instant.MAX : Instant.parse(text).minus(BEFORE_THE_END);
        } catch (DateTimeParseException _) {
            throw ClusterException.of("its exec gave an expirationTimestamp that is none");
        }
    }
}
