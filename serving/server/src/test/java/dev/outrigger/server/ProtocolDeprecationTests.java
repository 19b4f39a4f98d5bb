package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A deprecated version warns on every request, and on nothing else.
class ProtocolDeprecationTests extends ProtocolCase {
    private static final String RAT = "299 - \"old.example.com/v1alpha1 Rat is deprecated\"";
    private static final String MOUSE = "299 - \"mice are \\\"out\\\"; see \\\\\\\\cheese\"";

    private String rats() {
        return "/apis/old.example.com/v1alpha1/namespaces/" + namespace + "/rats";
    }

    private static String rat(String name) {
        return object("old.example.com/v1alpha1", "Rat", "'name': '" + name + "'", "'text': 'x'");
    }

    private static void warns(ProtocolAnswer answer, int code, String... warnings) {
        answer.is(code);
        assertThat(answer.warnings()).as(answer.request()).containsExactly(warnings);
    }

    @Test
    void everyVerbWarns() {
        warns(admin().post(rats(), rat("tom")), 201, RAT);
        warns(admin().get(rats() + "/tom"), 200, RAT);
        warns(admin().get(rats()), 200, RAT);
        warns(admin().get(rats() + "?watch=true&timeoutSeconds=1"), 200, RAT);
        warns(admin().put(rats() + "/tom", rat("tom")), 200, RAT);
        warns(admin().merge(rats() + "/tom", "{'spec': {'text': 'y'}}"), 200, RAT);
        warns(admin().get(rats(), "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"), 200, RAT);
        warns(admin().delete(rats() + "/tom"), 200, RAT);
        warns(admin().delete(rats()), 200, RAT);
    }

    @Test
    void aRequestThatFailsWarnsToo() {
        warns(admin().get(rats() + "/nope"), 404, RAT);
        warns(admin().post(rats(), "{"), 400, RAT);
        warns(admin().get(rats(), "Accept", "text/html"), 406, RAT);
        warns(admin().get(rats() + "/nope/status"), 404, RAT);
    }

    @Test
    void otherWarningsAreHeardBesides() {
        var answer = admin().post(rats(), json("{'metadata': {'name': 'a'}, 'spec': {'zap': 1}}"))
                .created();

        assertThat(answer.warnings()).containsExactlyInAnyOrder(RAT, "299 - \"unknown field \\\"spec.zap\\\"\"");
    }

    @Test
    void theAuthorsOwnWordsAreQuoted() {
        warns(admin().get("/apis/old.example.com/v1beta1/mice"), 200, MOUSE);
    }

    @Test
    void discoveryDocumentsAndOtherResourcesDoNotWarn() {
        for (String path : List.of(
                "/apis/old.example.com/v1alpha1",
                "/apis/old.example.com",
                "/openapi/v3/apis/old.example.com/v1alpha1")) {
            warns(admin().get(path), 200);
        }
        warns(admin().get(cats()), 200);
        warns(admin().get("/apis/old.example.com/v1alpha1/nope"), 404);
    }
}
