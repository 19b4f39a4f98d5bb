import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.sqlite.util.OSInfo;

/// Puts what is on a class path into one jar, `all.jar`, and the native libraries among it into a folder, `native`.
///
/// A JVM that looks for services opens every jar, a tenth of a second where there are a hundred; libraries in jars are
/// unpacked at every start. Signatures are left out, as an ahead-of-time cache takes no class from a signed jar, and so are
/// manifests, which a start reads: Bouncy Castle's are a megabyte of digests. Maven has checked what it fetched.
///
/// Usage: `java -cp CLASS-PATH OneJar.java FOLDER VERSION`
final class OneJar {
    private static final String SERVICES = "META-INF/services/";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /// Netty's libraries have the machine's name in theirs.
    private static final String NETTYS = "META-INF/native/.*\\.(so|jnilib|dll)";

    private static final String LEFT_OUT = "org/sqlite/native/.*|META-INF/[^/]*\\.(SF|RSA|DSA|EC)";

    private final String sqlite = "org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/";
    private final Path libraries;
    private final ZipOutputStream out;
    private final Set<String> names = new HashSet<>(Set.of(MANIFEST));
    private final Map<String, StringBuilder> services = new LinkedHashMap<>();

    private OneJar(Path libraries, ZipOutputStream out) {
        this.libraries = libraries;
        this.out = out;
        out.setLevel(Deflater.BEST_SPEED);
    }

    static void main(String[] args) throws IOException {
        var libraries = Files.createDirectories(Path.of(args[0], "native"));
        try (var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[0], "all.jar"))))) {
            new OneJar(libraries, out).write(args[1], System.getProperty("java.class.path").split(":"));
        }
    }

    private void write(String version, String... jars) throws IOException {
        var manifest = "Manifest-Version: 1.0\nMulti-Release: true\nImplementation-Version: " + version + "\n\n";
        entry(MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
        for (String jar : jars) copy(jar);
        for (var service : services.entrySet()) {
            entry(service.getKey(), service.getValue().toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void copy(String jar) throws IOException {
        try (var file = new ZipFile(jar)) {
            for (var entry : file.stream().filter(each -> !each.isDirectory()).toList()) {
                try (var in = file.getInputStream(entry)) {
                    copy(entry.getName(), in.readAllBytes());
                }
            }
        }
    }

    private void copy(String name, byte[] content) throws IOException {
        if (name.startsWith(SERVICES)) {
            var providers = services.computeIfAbsent(name, _ -> new StringBuilder());
            providers.append(new String(content, StandardCharsets.UTF_8)).append('\n');
        } else if (name.startsWith(sqlite) || name.matches(NETTYS)) {
            Files.write(libraries.resolve(name.substring(name.lastIndexOf('/') + 1)), content);
        } else if (!name.matches(LEFT_OUT) && names.add(name)) {
            entry(name, content);
        }
    }

    private void entry(String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
