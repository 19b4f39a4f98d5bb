package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every combination of `resourceVersion`, `resourceVersionMatch`, `limit` and `continue`, after the table "Semantics
/// for
/// get and list" of the Kubernetes documentation and the code behind it.
class ProtocolListMatrixTests extends ProtocolCase {
    private static final String FUTURE = "99999999999";

    /// With three notes.
    private long past;

    /// With all five.
    private long now;

    /// From a list of two, when there were three.
    private String token;

    @BeforeEach
    void createFive() {
        for (String name : List.of("a", "c", "e"))
            admin().post(notes(), note(name, "x")).created();
        past = admin().get(notes()).ok().revision();
        token = admin().get(notes() + "?limit=2").ok().textAt("/metadata/continue");
        for (String name : List.of("b", "d"))
            admin().post(notes(), note(name, "x")).created();
        now = admin().get(notes()).ok().revision();
    }

    private String query(String version, String match, String limit, String from) {
        var parts = new ArrayList<String>();
        var versions = Map.of("past", past + "", "now", now + "", "future", FUTURE);
        if (!version.equals("-")) parts.add("resourceVersion=" + versions.getOrDefault(version, version));
        if (!match.equals("-")) parts.add("resourceVersionMatch=" + match);
        if (!limit.equals("-")) parts.add("limit=" + limit);
        if (!from.equals("-")) parts.add("continue=" + token);
        return notes() + "?" + String.join("&", parts);
    }

    /// `abc`, `ab+1` where one more follows, `ab+` where that is not counted; behind `@` where the revision is to be
    /// the past's.
    private String told(ProtocolAnswer answer) {
        if (answer.code() != 200) return answer.code() + "";
        var names = String.join("", answer.names());
        var more = answer.has("/metadata/continue") ? "+" : "";
        var rest = answer.has("/metadata/remainingItemCount") ? answer.at("/metadata/remainingItemCount") + "" : "";
        if (answer.revision() != past) assertThat(answer.revision()).isGreaterThanOrEqualTo(now);
        return names + more + rest + (answer.revision() == past ? "@past" : "");
    }

    @ParameterizedTest
    @CsvSource({
        // version, match, limit, continue, answer
        "-,      -,            -, -,   abcde",
        "-,      -,            2, -,   ab+3",
        "-,      -,            5, -,   abcde",
        "-,      -,            9, -,   abcde",
        "-,      Exact,        -, -,   422",
        "-,      NotOlderThan, -, -,   422",
        "-,      Nonsense,     -, -,   422",
        "0,      -,            -, -,   abcde",
        "0,      -,            2, -,   abcde",
        "0,      NotOlderThan, -, -,   abcde",
        "0,      NotOlderThan, 2, -,   abcde",
        "0,      Exact,        -, -,   422",
        "0,      Exact,        2, -,   422",
        "past,   -,            -, -,   abcde",
        "past,   -,            2, -,   ac+1@past",
        "past,   -,            3, -,   ace@past",
        "past,   NotOlderThan, -, -,   abcde",
        "past,   NotOlderThan, 2, -,   ab+3",
        "past,   Exact,        -, -,   ace@past",
        "past,   Exact,        2, -,   ac+1@past",
        "past,   Nonsense,     -, -,   422",
        "now,    -,            -, -,   abcde",
        "now,    -,            2, -,   ab+3",
        "now,    NotOlderThan, 2, -,   ab+3",
        "now,    Exact,        -, -,   abcde",
        "now,    Exact,        2, -,   ab+3",
        "abc,    -,            -, -,   400",
        "abc,    Exact,        -, -,   400",
        "abc,    NotOlderThan, 2, -,   400",
        "-1,     -,            -, -,   400",
        "-,      -,            -, yes, e@past",
        "-,      -,            1, yes, e@past",
        "0,      -,            1, yes, e@past",
        "past,   -,            -, yes, 400",
        "now,    -,            1, yes, 400",
        "-,      Exact,        -, yes, 422",
        "past,   Exact,        -, yes, 422",
        "0,      NotOlderThan, 1, yes, 422",
        "past,   NotOlderThan, 1, yes, 422",
    })
    void theAnswerIsUpstreams(String version, String match, String limit, String from, String expected) {
        assertThat(told(admin().get(query(version, match, limit, from)))).isEqualTo(expected);
    }

    @Test
    void theFutureIsWaitedForAndThenTooLarge() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var lists = new ArrayList<Callable<Void>>();
            for (String match : List.of("-", "Exact", "NotOlderThan")) {
                for (String limit : List.of("-", "2")) {
                    lists.add(() -> {
                        admin().get(query("future", match, limit, "-"))
                                .refused(504, "Timeout")
                                .cause("ResourceVersionTooLarge", "Too large resource version", "");
                        return null;
                    });
                }
            }
            for (var done : threads.invokeAll(lists)) done.get();
        }
    }

    @Test
    void theRestIsCountedOnlyWithoutSelectors() {
        assertThat(told(admin().get(notes() + "?limit=2&labelSelector=!x"))).isEqualTo("ab+");
        assertThat(told(admin().get(notes() + "?limit=2&fieldSelector=metadata.name!=a")))
                .isEqualTo("bc+");
    }

    @Test
    void aCollectionIsDeletedPageByPage() {
        var first = admin().delete(notes() + "?limit=2").ok();
        assertThat(first.names()).containsExactly("a", "b");
        var next = admin().delete(notes() + "?limit=2&continue=" + first.textAt("/metadata/continue"))
                .ok();
        assertThat(next.names()).containsExactly("c", "d");
        assertThat(admin().get(notes()).names()).containsExactly("e");
    }
}
