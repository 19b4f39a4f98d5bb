package dev.outrigger.server;

import dev.outrigger.kinds.ResourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The kubectl lines that are printed for people to type next.
final class NextLines {
    private static final Path LUCKY = Path.of("samples", "cats", "lucky.yaml");

    private final String kubectl;
    private final Path here;

    /// @param here the folder the process runs in; files below it are named from there
    NextLines(Path kubeconfig, Path here) {
        this.here = here;
        this.kubectl = "kubectl --kubeconfig " + shown(kubeconfig) + " ";
    }

    /// The lines for these types.
    List<String> of(List<ResourceType> types) {
        var lines = new ArrayList<String>();
        lines.add(kubectl + "api-resources");
        for (var type : types) {
            lines.add(kubectl + "explain " + type.names().kind().toLowerCase(Locale.ROOT) + " --recursive");
            boolean namespaced = type.scope() == ResourceType.Scope.NAMESPACED;
            lines.add(kubectl + "get " + type.names().plural() + (namespaced ? " --all-namespaces" : ""));
        }
        return lines;
    }

    /// The lines that show the cats sample.
    List<String> demo() {
        var file = shown(lucky());
        return List.of(
                kubectl + "api-resources",
                kubectl + "explain cat.spec",
                kubectl + "apply -f " + file,
                kubectl + "get cats",
                kubectl + "delete -f " + file);
    }

    /// The sample's file: below the folder the process runs in, or below `outrigger.home`.
    private Path lucky() {
        var below = here.resolve(LUCKY);
        var home = System.getProperty("outrigger.home");
        return Files.exists(below) || home == null ? below : Path.of(home).resolve(LUCKY);
    }

    private String shown(Path file) {
        var whole = here.resolve(file).normalize();
        var text = whole.startsWith(here) ? here.relativize(whole).toString() : whole.toString();
        return text.matches("[A-Za-z0-9_./,:=@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
