package dev.outrigger.transcripts;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// A program in Java that is run on the classes which this process sees.
public final class JavaProgram {
    private static final Pattern NAMED = Pattern.compile("(?m)^public (?:final )?class (\\w+)");

    private final List<String> command;

    private JavaProgram(String classpath, String main) {
        this.command = List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classpath,
                main);
    }

    /// The program whose `main` method is that class's.
    public static JavaProgram of(Class<?> main) {
        return new JavaProgram(classpath(), main.getName());
    }

    /// The program that this text is, compiled.
    ///
    /// @param folder where source and classes are put
    /// @throws AssertionError where it does not compile, with what the compiler says
    public static JavaProgram compiled(String text, Path folder) {
        var named = NAMED.matcher(text);
        var found = named.find() ? named.group(1) : null;
        var name = found == null ? "Program" : found;
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var source = Files.writeString(folder.resolve(name + ".java"), text);
            var options = List.of("-classpath", classpath(), "-d", folder.toString(), "-proc:none");
            var task = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source));
            if (!task.call()) throw new AssertionError("the program does not compile: " + said);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new JavaProgram(folder + ":" + classpath(), name);
    }

    private static String classpath() {
        return System.getProperty("java.class.path", "");
    }

    /// The command that runs it with these arguments.
    public List<String> command(List<String> arguments) {
        var words = new ArrayList<>(command);
        words.addAll(arguments);
        return words;
    }

    /// Starts it in a folder.
    public Program start(Path folder, List<String> arguments) {
        return Program.start(new ProcessBuilder(command(arguments)).directory(folder.toFile()), "");
    }
}
