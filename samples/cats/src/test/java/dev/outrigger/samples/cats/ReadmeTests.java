package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the README shows is so.
@ExtendWith(Built.class)
class ReadmeTests {
    private static final int LONGEST = 15;
    private static final Pattern PROGRAM = Pattern.compile("(?ms)^```java\\R(.*?)^```$");
    private static final Pattern NAMED = Pattern.compile("(?m)^public (?:final )?class (\\w+)");

    private static final Pattern TRANSCRIPT =
            Pattern.compile("(?ms)^```console\\R\\$ export KUBECONFIG=\\S+\\R(.*?)^```$");

    @TempDir
    Path folder;

    @Test
    void theFirstProgramOfTheReadmeServesItsCats() throws IOException {
        var program = in("README.md", PROGRAM);
        assertThat(program.lines()).as("the README's first program").hasSizeLessThanOrEqualTo(LONGEST);

        try (var server = CatsServer.await(Program.start(compiled(program), ""), folder)) {
            var kubectl = new Kubectl(folder, server.kubeconfig());
            kubectl.file("lucky.yaml", Files.readString(CatsServer.ROOT.resolve("samples/cats/lucky.yaml")));
            kubectl.run("apply -f lucky.yaml").shows("cat.animal.skai.io/mycat created");
            kubectl.run("get ct").shows("NAME    CREATED AT", "mycat   <time>");
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "samples/cats/README.md"})
    void theTranscriptOfTheReadmeIsWhatTheScreenShows(String readme) throws IOException {
        var lucky = Path.of("samples/cats/lucky.yaml");
        Files.createDirectories(folder.resolve(lucky).getParent());
        Files.copy(CatsServer.ROOT.resolve(lucky), folder.resolve(lucky));

        var transcript = Screen.mask(in(readme, TRANSCRIPT)).lines().toList();
        var shown = new ArrayList<String>();
        try (var server = CatsServer.start(folder, "--storage", "memory")) {
            var kubectl = new Kubectl(folder, server.kubeconfig());
            for (var line : transcript) {
                if (!line.startsWith("$ kubectl ")) continue;
                var screen = kubectl.run(line.substring("$ kubectl ".length()));
                shown.add(line);
                Screen.mask(screen.out() + screen.err()).lines().forEach(shown::add);
            }
            server.stop();
        }
        assertThat(shown).isEqualTo(transcript);
    }

    private static String in(String readme, Pattern block) throws IOException {
        var matcher = block.matcher(Files.readString(CatsServer.ROOT.resolve(readme)));
        assertThat(matcher.find()).as("%s has %s", readme, block).isTrue();
        return matcher.group(1);
    }

    /// The command that runs it, compiled, on the classes that this test sees.
    private ProcessBuilder compiled(String program) throws IOException {
        var named = NAMED.matcher(program);
        var name = named.find() ? named.group(1) : "Program";
        var source = Files.writeString(folder.resolve(name + ".java"), program);
        var classpath = System.getProperty("java.class.path");
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var options = List.of("-classpath", classpath, "-d", folder.toString(), "-proc:none");
            boolean good = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(good).as("the README's first program compiles: %s", said).isTrue();
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", folder + ":" + classpath, name));
        command.addAll(CatsServer.flags(folder, 0));
        return new ProcessBuilder(command).directory(folder.toFile());
    }
}
