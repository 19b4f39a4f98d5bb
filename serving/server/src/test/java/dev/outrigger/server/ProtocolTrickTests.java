package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Requests that look like one thing and would do another.
class ProtocolTrickTests extends ProtocolCase {

    @Test
    void aSubresourceOfNoNameIsNothingAndDeletesNothing() {
        createCat("tom");

        admin().delete(cats() + "//status").is(404);
        admin().get(cats() + "//status").is(404);
        admin().post(cats() + "//status", ProtocolJson.quoted("{'spec': {'name': 'x'}}"))
                .is(404);

        admin().get(cats("tom")).ok();
    }

    @Test
    void aVerbInThePathIsNotTakenForAnother() {
        createCat("tom");
        var proxied = cats("tom").replace("/namespaces/", "/proxy/namespaces/");
        var watched = cats("tom").replace("/namespaces/", "/watch/namespaces/");

        admin().delete(proxied).is(404);
        admin().delete(watched).is(405);
        admin().put(watched, "{}").is(405);

        admin().get(cats("tom")).ok();
    }

    @Test
    void deleteOptionsOfTheWrongTypeDeleteNothing() {
        createCat("tom");
        for (String options : new String[] {
            "{'dryRun': 'All'}",
            "{'preconditions': 'uid'}",
            "{'preconditions': {'uid': 5}}",
            "{'propagationPolicy': 1}",
            "{'orphanDependents': 'true'}"
        }) {
            admin().deleteWith(cats("tom"), options).is(400);
        }
        admin().get(cats("tom")).ok();
    }

    @Test
    void aTimeoutThatIsNoDurationIsRefusedAtOnce() {
        admin().get(cats() + "?timeout=" + "1".repeat(5000)).is(400);
        admin().get(cats() + "?timeout=" + "1s".repeat(2000)).is(400);
        admin().get(cats() + "?timeout=1.5m30s").ok();
    }

    @Test
    void thousandsOfUnknownFieldsGiveWarningsThatFitAHead() {
        var body = new StringBuilder("{'metadata': {'name': 'tom'}, 'spec': {'name': 'tom'");
        for (int i = 0; i < 20_000; i++) body.append(", 'unknown").append(i).append("': 0");

        var answer = admin().post(cats(), ProtocolJson.quoted(body.append("}}").toString()))
                .created();

        assertThat(answer.headers().allValues("Warning")).isNotEmpty();
        assertThat(answer.headers().allValues("Warning").stream()
                        .mapToInt(String::length)
                        .sum())
                .isLessThan(16_384);
    }
}
