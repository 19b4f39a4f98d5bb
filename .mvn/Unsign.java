import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Copies the signed jars of a class path into a folder, without their signatures, and prints the class path that
/// results. An ahead-of-time cache takes no class from a signed jar, and a JVM that checks a signature starts later.
///
/// Usage: `java Unsign.java CLASS-PATH FOLDER`. Maven has checked what it fetched.
void main(String[] args) throws IOException {
    var folder = Files.createDirectories(Path.of(args[1]));
    var result = new ArrayList<String>();
    for (String jar : args[0].split(":")) result.add(unsigned(Path.of(jar), folder).toString());
    IO.println(String.join(":", result));
}

Path unsigned(Path jar, Path folder) throws IOException {
    if (signatures(jar).isEmpty()) return jar;
    var copy = folder.resolve(jar.getFileName());
    Files.deleteIfExists(copy);
    Files.copy(jar, copy);
    try (var files = FileSystems.newFileSystem(copy)) {
        for (String name : signatures(jar)) Files.delete(files.getPath(name));
    }
    return copy;
}

List<String> signatures(Path jar) throws IOException {
    try (var files = FileSystems.newFileSystem(jar)) {
        var folder = files.getPath("/META-INF");
        if (!Files.isDirectory(folder)) return List.of();
        try (var names = Files.list(folder)) {
            return names.map(Path::toString)
                    .filter(name -> name.matches(".*\\.(SF|RSA|DSA|EC)"))
                    .toList();
        }
    }
}
