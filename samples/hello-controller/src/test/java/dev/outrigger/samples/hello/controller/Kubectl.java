package dev.outrigger.samples.hello.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.junit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The kubectl of the PATH.
///
/// @param folder where it is run, and keeps its caches
record Kubectl(Path folder, TestServer server) {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    /// What it shows, where it ends well; `'…'` is one word.
    String run(String words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add("kubectl");
        WORD.matcher(words).results().forEach(word -> command.add(word.group(1) == null ? word.group() : word.group(1)));
        var said = folder.resolve("said.txt");
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("KUBECONFIG", server.kubeconfig().toString());
        var process = builder.redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(words).isTrue();
        assertThat(process.exitValue())
                .as("kubectl %s: %s", words, Files.readString(said))
                .isZero();
        return Files.readString(said);
    }

    /// Writes a file where it is run.
    void file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
