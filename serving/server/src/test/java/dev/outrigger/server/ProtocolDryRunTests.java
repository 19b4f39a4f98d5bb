package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `dryRun=All` does all but store, on every verb; nobody hears of it, and the collection stays at its revision.
class ProtocolDryRunTests extends ProtocolCase {
    private static final String DRY = "dryRun=All";

    private interface Requests {
        void run();
    }

    /// Runs them, and sees that they left nothing behind.
    private void leavingNothing(Requests requests) {
        var before = admin().get(cats()).ok();
        try (var events = admin().watch(cats() + "?watch=true&resourceVersion=" + before.resourceVersion())) {
            requests.run();
            assertThat(admin().get(cats()).ok().text()).isEqualTo(before.text());
            createCat("the-first-that-is-heard-of");
            events.expect("ADDED the-first-that-is-heard-of");
        }
    }

    @Test
    void aGeneratedNameIsToldAndNotTaken() {
        leavingNothing(() -> {
            var body = object("animal.skai.io/v1alpha1", "Cat", "'generateName': 'kit-'", "'name': 'x'");
            var made = admin().post(cats() + "?" + DRY, body).created();
            assertThat(made.textAt("/metadata/name")).matches("kit-[bcdfghjklmnpqrstvwxz2456789]{5}");
            assertThat(made.textAt("/metadata/uid")).isNotEmpty();
            admin().get(cats(made.textAt("/metadata/name"))).is(404);
        });
    }

    @Test
    void updatesPatchesAndAppliesShowTheirResult() {
        var tom = createCat("tom", "'lives': 9");
        leavingNothing(() -> {
            var put = admin().put(cats("tom") + "?" + DRY, tom.with("/spec/lives", "1"))
                    .ok();
            assertThat(put.at("/spec/lives")).isEqualTo(1L);
            assertThat(put.at("/metadata/generation")).isEqualTo(2L);
            var merged = admin().merge(cats("tom") + "?" + DRY, "{'spec': {'lives': 2}}")
                    .ok();
            assertThat(merged.at("/spec/lives")).isEqualTo(2L);
            var patched = admin().patch(
                            cats("tom") + "?" + DRY,
                            "application/json-patch+json",
                            "[{'op': 'replace', 'path': '/spec/lives', 'value': 3}]")
                    .ok();
            assertThat(patched.at("/spec/lives")).isEqualTo(3L);
            var applied = admin().apply(cats("tom") + "?fieldManager=other&force=true&" + DRY, cat("tom", "'lives': 4"))
                    .ok();
            assertThat(applied.at("/spec/lives")).isEqualTo(4L);
            admin().apply(cats("kitty") + "?fieldManager=other&" + DRY, cat("kitty"))
                    .created();
        });
    }

    @Test
    void whatWouldBeRefusedIs() {
        var tom = createCat("tom", "'lives': 9");
        leavingNothing(() -> {
            admin().post(cats() + "?" + DRY, cat("tom")).refused(409, "AlreadyExists");
            admin().post(cats() + "?" + DRY, cat("kitty", "'name': ''")).refused(422, "Invalid");
            admin().put(cats("tom") + "?" + DRY, tom.with("/metadata/resourceVersion", "'1'"))
                    .refused(409, "Conflict");
            admin().apply(cats("tom") + "?fieldManager=other&" + DRY, cat("tom", "'lives': 4"))
                    .refused(409, "Conflict");
            admin().delete(cats("kitty") + "?" + DRY).refused(404, "NotFound");
            admin().deleteWith(cats("tom") + "?" + DRY, "{'preconditions': {'uid': 'other'}}")
                    .refused(409, "Conflict");
        });
    }

    @Test
    void aStatusIsWrittenDryToo() {
        var tom = createCat("tom");
        leavingNothing(() -> {
            var put = admin().put(cats("tom") + "/status?" + DRY, tom.with("/status", "{'asleep': true}"));
            assertThat(put.ok().at("/status/asleep")).isEqualTo(true);
            var merged = admin().merge(cats("tom") + "/status?" + DRY, "{'status': {'meals': 3}}");
            assertThat(merged.ok().at("/status/meals")).isEqualTo(3L);
            var status = json("{'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat', 'metadata': {'name': 'tom'},"
                    + " 'status': {'meals': 4}}");
            var applied = admin().apply(cats("tom") + "/status?fieldManager=feeder&" + DRY, status);
            assertThat(applied.ok().at("/status/meals")).isEqualTo(4L);
        });
    }

    @Test
    void deletesOfOneAndOfAllMarkAndRemoveNothing() {
        createCat("tom");
        admin().post(cats(), labelled("held", "'finalizers': ['example.com/hold']"))
                .created();
        leavingNothing(() -> {
            admin().delete(cats("tom") + "?" + DRY).ok();
            var held = admin().delete(cats("held") + "?propagationPolicy=Foreground&" + DRY)
                    .ok();
            assertThat(held.has("/metadata/deletionTimestamp")).isTrue();
            assertThat(admin().delete(cats() + "?" + DRY).ok().names()).containsExactly("held", "tom");
            admin().deleteWith(cats(), "{'dryRun': ['All'], 'propagationPolicy': 'Orphan'}")
                    .ok();
        });
        admin().merge(cats("held"), "{'metadata': {'finalizers': null}}").ok();
    }

    @Test
    void twiceIsOnceAndNothingIsNoDryRun() {
        leavingNothing(() -> {
            admin().post(cats() + "?" + DRY + "&" + DRY, cat("tom")).created();
            admin().post(cats() + "?dryRun=", cat("tom")).refused(422, "Invalid");
        });
    }
}
