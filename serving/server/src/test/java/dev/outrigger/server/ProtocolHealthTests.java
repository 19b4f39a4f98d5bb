package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Health, and the headers that every answer has.
class ProtocolHealthTests extends ProtocolCase {

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/healthz"})
    void aHealthyServerSaysOk(String path) {
        var answer = admin().get(path).ok();

        assertThat(answer.text()).isEqualTo("ok");
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"livez", "readyz", "healthz"})
    void verboseListsTheChecks(String endpoint) {
        var text = admin().get("/" + endpoint + "?verbose").ok().text();

        assertThat(text).startsWith("[+]ping ok\n").endsWith(endpoint + " check passed\n");
    }

    @Test
    void aCheckMayBeExcluded() {
        var text = admin().get("/readyz?verbose&exclude=ping").ok().text();

        assertThat(text).startsWith("[+]ping excluded: ok\n");
    }

    @Test
    void aCheckThatIsUnknownCannotBeExcluded() {
        var text = admin().get("/readyz?verbose&exclude=nope").ok().text();

        assertThat(text).contains("warn: some health checks cannot be excluded: no matches for \"nope\"\n");
    }

    @Test
    void aCheckHasItsOwnPath() {
        assertThat(admin().get("/readyz/ping").ok().text()).isEqualTo("ok");
        admin().get("/readyz/nope").is(404);
    }

    @Test
    void anybodyMayAskAfterTheServersHealth() {
        try (var nobody = server().nobody()) {
            assertThat(nobody.get("/healthz").ok().text()).isEqualTo("ok");
            assertThat(nobody.get("/livez?verbose").ok().text()).contains("[+]ping ok");
            nobody.get("/readyz").ok();
        }
    }

    @Test
    void headIsAnsweredWithoutABody() {
        var answer = admin().send("HEAD", "/healthz", new byte[0]).ok();

        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/apis", "/nope", "/version"})
    void everyAnswerHasAnAuditIdAndIsNotKept(String path) {
        var answer = admin().get(path);

        assertThat(answer.header("Audit-Id")).matches("[0-9a-f-]{36}");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, private");
    }

    @Test
    void anAuditIdThatIsSentComesBack() {
        assertThat(admin().get(cats(), "Audit-Id", "mine-1").header("Audit-Id")).isEqualTo("mine-1");
        assertThat(admin().get(cats("nope"), "Audit-Id", "mine-2").header("Audit-Id"))
                .isEqualTo("mine-2");
    }

    @Test
    void anAnswerToAWriteIsNotKept() {
        assertThat(admin().post(cats(), cat("tom")).created().header("Cache-Control"))
                .isEqualTo("no-cache, private");
    }
}
