package dev.outrigger.transcripts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTests {
    @TempDir
    Path folder;

    @AutoClose
    private Terminal terminal;

    /// Stands for a server.
    static final class Ready {
        public static void main(String[] words) throws InterruptedException {
            if (words[0].equals("build")) {
                System.out.println("made " + words[1] + words.length);
                return;
            }
            System.out.println("ready https://127.0.0.1:12345");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
            Thread.currentThread().join();
        }
    }

    @BeforeEach
    void open() {
        terminal = Terminal.in(folder, JavaProgram.of(Ready.class));
    }

    @Test
    void whatIsShownIsTyped() {
        terminal.where("example.com", "here").follow("""
                $ export NAME=tom
                $ echo "$NAME" \\
                    example.com
                tom example.com
                $ pwd >/dev/null
                $ ls nothing 2>&1 | sed 's/.*: //'
                No such file or directory
                """);
    }

    @Test
    void whatAShownCommandSaysElseIsAMistake() {
        assertThatThrownBy(() -> terminal.follow("$ echo hi\nho\n")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> terminal.follow("$ ls nothing\n")).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatDiffersFromRunToRunMay() {
        terminal.follow("""
                $ printf 'NAME   AGE\\na      3s   \\n'; date -u +at\\ %Y-%m-%dT%H:%M:%SZ; echo '"resourceVersion": "4"'
                NAME   AGE
                a      12s
                at 2026-11-21T08:31:38Z
                "resourceVersion": "17"
                """);
    }

    @Test
    void aServerGoesOnOnAnotherPortThanThePages() {
        terminal.follow("""
                $ ./outrigger sample ready --secure-port 8443 --more
                ready https://127.0.0.1:8443
                $ echo https://localhost:8443/path
                https://localhost:8443/path
                $ ./outrigger build crd ready --output x
                made crd4
                """);
    }

    @Test
    void aServerThatListensElsewhereThanShownIsAMistake() {
        assertThatThrownBy(() -> terminal.follow("$ ./outrigger sample ready\nready https://127.0.0.1:8443\n"))
                .isInstanceOf(AssertionError.class);
    }
}
