package dev.outrigger.arch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of modules in ARCHITECTURE.md: each folder, its one package, and the modules it may name in its pom.
/// Code may use what those modules can see in turn, so the arrows between packages are this table's closure.
final class House {
    /// A new module is one line here, one in the root pom and one in arch/pom.xml.
    static final List<Module> MODULES = List.of(
            module("core/meta"),
            module("core/codec", "meta"),
            module("core/schema", "meta"),
            module("core/cel", "schema"),
            module("core/patch", "schema"),
            module("core/kinds", "schema", "codec"),
            module("storage/store", "meta"),
            module("storage/store-contract", "store"),
            module("storage/store-sql", "store"),
            module("storage/store-etcd", "store"),
            module("storage/store-files", "store"),
            module("storage/cache", "store", "kinds", "codec"),
            module("serving/pipeline", "meta"),
            module("serving/streams", "pipeline", "kinds"),
            module("serving/delegation", "pipeline", "codec"),
            module("serving/rest", "pipeline", "streams", "kinds", "patch", "cache", "codec"),
            module("serving/http", "pipeline"),
            module(
                    "serving/server",
                    "rest",
                    "http",
                    "delegation",
                    "cel",
                    "store",
                    "store-sql",
                    "store-etcd",
                    "store-files"),
            module("apps/junit", "server"),
            module("apps/transcripts"),
            module("samples/cats", "server"),
            module("samples/wardle", "server", "junit"),
            module("samples/hello", "server", "junit"),
            module("samples/hello-controller", "hello"),
            module("bench", "server"));

    /// The only package that may name event-loop types and futures.
    static final String SOCKETS = "dev.outrigger.http";

    /// The load that measures servers: it must cost less than they do, so it is an event loop of its own.
    static final String LOAD = "dev.outrigger.bench";

    static final Path ROOT = root();

    private House() {}

    /// One row of the table.
    record Module(String folder, Set<String> arrows) {
        String artifact() {
            return "outrigger-" + (folder.startsWith("samples/") ? "sample-" + name() : name());
        }

        String name() {
            return folder.substring(folder.indexOf('/') + 1);
        }

        String packageName() {
            return "dev.outrigger." + (folder.startsWith("samples/") ? "samples." : "") + name().replace('-', '.');
        }

        Path classes() {
            return ROOT.resolve(folder, "target", "classes");
        }

        Path pom() {
            return ROOT.resolve(folder, "pom.xml");
        }

        /// The packages that this module's code may use beside its own.
        Set<String> reachablePackages() {
            return arrows.stream()
                    .map(House::named)
                    .flatMap(next -> Stream.concat(Stream.of(next.packageName()), next.reachablePackages().stream()))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    static Module named(String name) {
        return MODULES.stream()
                .filter(module -> module.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("House.MODULES names an arrow to " + name + ", which has no row"));
    }

    private static Module module(String folder, String... arrows) {
        return new Module(folder, Set.of(arrows));
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
