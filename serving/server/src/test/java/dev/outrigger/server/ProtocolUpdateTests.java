package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolUpdateTests extends ProtocolCase {
    static List<Options.Storage> storages() {
        return embeddedStorages();
    }

    @Test
    void anUpdateReplacesTheSpec() {
        var tom = createCat("tom", "'lives': 9", "'mood': 'fine'");

        var changed = admin().put(
                        cats("tom"),
                        ProtocolJson.text(ProtocolJson.without(
                                ProtocolJson.parseExactly(tom.with("/spec/lives", "8")), "/spec/mood")))
                .ok();

        assertThat(changed.at("/spec")).isEqualTo(Map.of("name", "tom", "lives", 8L));
        assertThat(changed.revision()).isGreaterThan(tom.revision());
        assertThat(changed.at("/metadata/uid")).isEqualTo(tom.at("/metadata/uid"));
        assertThat(changed.at("/metadata/creationTimestamp")).isEqualTo(tom.at("/metadata/creationTimestamp"));
        assertThat(admin().get(cats("tom")).json()).isEqualTo(changed.json());
    }

    @Test
    void aStaleUpdateIsRefusedAndChangesNothing() {
        var stale = createCat("tom");
        var fresh = admin().put(cats("tom"), stale.with("/spec/lives", "8")).ok();

        var refused = admin().put(cats("tom"), stale.with("/spec/lives", "7"));

        refused.refused(409, "Conflict");
        assertThat(refused.textAt("/message"))
                .startsWith("Operation cannot be fulfilled on cats.animal.skai.io \"tom\": the object has been"
                        + " modified; please apply your changes to the latest version and try again");
        assertThat(refused.at("/details")).isEqualTo(Map.of("name", "tom", "group", "animal.skai.io", "kind", "cats"));
        assertThat(admin().get(cats("tom")).json()).isEqualTo(fresh.json());
    }

    @Test
    void anUpdateWithoutAResourceVersionOverwrites() {
        var tom = createCat("tom");
        admin().put(cats("tom"), tom.with("/spec/lives", "8")).ok();

        var changed = admin().put(cats("tom"), cat("tom", "'lives': 7")).ok();

        assertThat(changed.at("/spec/lives")).isEqualTo(7L);
        assertThat(changed.at("/metadata/uid")).isEqualTo(tom.at("/metadata/uid"));
    }

    @Test
    void anUpdateThatChangesNothingKeepsTheResourceVersionAndSendsNoEvent() {
        var tom = createCat("tom");
        try (var events = admin().watch(cats() + "?watch=1&resourceVersion=" + tom.resourceVersion())) {

            var same = admin().put(cats("tom"), ProtocolJson.text(tom.json())).ok();
            var blind = admin().put(cats("tom"), cat("tom")).ok();
            var other = createCat("kitty");

            assertThat(same.json()).isEqualTo(tom.json());
            assertThat(blind.json()).isEqualTo(tom.json());
            assertThat(events.next("ADDED").revision()).isEqualTo(other.revision());
        }
    }

    @Test
    void aMissingObjectIsNotCreatedByAnUpdate() {
        var refused = admin().put(cats("tom"), cat("tom"));

        refused.refused(404, "NotFound", "cats.animal.skai.io \"tom\" not found");
        assertThat(refused.at("/details")).isEqualTo(Map.of("name", "tom", "group", "animal.skai.io", "kind", "cats"));
    }

    @Test
    void anotherNameThanThePathsIsRefused() {
        createCat("tom");

        admin().put(cats("tom"), cat("kitty"))
                .refused(400, "BadRequest", "the name of the object (kitty) does not match the name on the URL (tom)");
    }

    @Test
    void anotherNamespaceThanThePathsIsRefused() {
        var tom = createCat("tom");

        admin().put(cats("tom"), tom.with("/metadata/namespace", "'elsewhere'"))
                .refused(
                        400,
                        "BadRequest",
                        "the namespace of the provided object does not match the namespace sent on the request");
    }

    @Test
    void anotherKindIsRefused() {
        var tom = createCat("tom");

        admin().put(cats("tom"), tom.with("/kind", "'Dog'"))
                .refused(400, "BadRequest")
                .saying("Dog in version \"v1alpha1\" cannot be handled as a Cat");
    }

    @Test
    void anotherUidIsAConflict() {
        var tom = createCat("tom");

        var refused = admin().put(cats("tom"), tom.with("/metadata/uid", "'another'"));

        refused.refused(409, "Conflict");
        assertThat(refused.textAt("/message"))
                .startsWith("Operation cannot be fulfilled on cats.animal.skai.io \"tom\": ")
                .endsWith("Precondition failed: UID in precondition: another, UID in object meta: "
                        + tom.at("/metadata/uid"));
    }

    @ParameterizedTest
    @CsvSource({
        "creationTimestamp, '2001-01-01T00:00:00Z'",
        "generation, 77",
        "selfLink, '/x'",
    })
    void whatOnlyTheServerMayWriteIsKept(String field, String value) {
        var tom = createCat("tom");
        var sent = field.equals("generation") ? value : "'" + value + "'";

        var changed =
                admin().put(cats("tom"), tom.with("/metadata/" + field, sent)).ok();

        assertThat(changed.json()).isEqualTo(tom.json());
    }

    @Test
    void aDeletionTimestampCannotBeSet() {
        var tom = createCat("tom");

        admin().put(cats("tom"), tom.with("/metadata/deletionTimestamp", "'2001-01-01T00:00:00Z'"))
                .refused(422, "Invalid")
                .saying("metadata.deletionTimestamp: Invalid value: ", "field is immutable");
        admin().put(cats("tom"), tom.with("/metadata/deletionGracePeriodSeconds", "5"))
                .refused(422, "Invalid")
                .saying("metadata.deletionGracePeriodSeconds: Invalid value: ", "field is immutable");
    }

    @Test
    void theGenerationCountsChangesOutsideMetadataAndStatus() {
        var tom = createCat("tom");
        assertThat(tom.at("/metadata/generation")).isEqualTo(1L);

        var labelled = admin().put(cats("tom"), tom.with("/metadata/labels", "{'a': 'b'}"))
                .ok();
        assertThat(labelled.at("/metadata/generation")).isEqualTo(1L);

        var changed =
                admin().put(cats("tom"), labelled.with("/spec/lives", "8")).ok();
        assertThat(changed.at("/metadata/generation")).isEqualTo(2L);

        var asleep = admin().put(cats("tom") + "/status", changed.with("/status", "{'asleep': true}"))
                .ok();
        assertThat(asleep.at("/metadata/generation")).isEqualTo(2L);

        var patched = admin().merge(cats("tom"), "{'spec': {'lives': 7}}").ok();
        assertThat(patched.at("/metadata/generation")).isEqualTo(3L);
    }

    @Test
    void theGenerationOfATypeWithoutAStatusCountsToo() {
        var memo = admin().post(notes(), note("memo", "one")).created();

        var changed =
                admin().put(notes("memo"), memo.with("/spec/text", "'two'")).ok();

        assertThat(changed.at("/metadata/generation")).isEqualTo(2L);
    }

    @Test
    void anUpdateOfTheObjectLeavesTheStatusAlone() {
        var tom = createCat("tom");
        admin().merge(cats("tom") + "/status", "{'status': {'asleep': true}}").ok();

        var changed = admin().put(
                        cats("tom"),
                        cat("tom", "'lives': 8").replaceFirst("}$", json(", 'status': {'asleep': false}}")))
                .ok();
        var without = admin().put(cats("tom"), cat("tom", "'lives': 7")).ok();

        assertThat(changed.at("/status/asleep")).isEqualTo(true);
        assertThat(without.at("/status/asleep")).isEqualTo(true);
        assertThat(tom.has("/status")).isFalse();
    }

    @Test
    void anUpdateOfTheStatusChangesNothingElse() {
        var tom = createCat("tom", "'lives': 9");
        var wanted = ProtocolJson.with(
                ProtocolJson.with(
                        ProtocolJson.with(tom.json(), "/spec/lives", ProtocolJson.parse("1")),
                        "/metadata/labels",
                        ProtocolJson.parse("{'a': 'b'}")),
                "/status",
                ProtocolJson.parse("{'asleep': true, 'meals': 2}"));

        var changed =
                admin().put(cats("tom") + "/status", ProtocolJson.text(wanted)).ok();

        assertThat(changed.at("/status")).isEqualTo(Map.of("asleep", true, "meals", 2L));
        assertThat(changed.at("/spec/lives")).isEqualTo(9L);
        assertThat(changed.has("/metadata/labels")).isFalse();
        assertThat(changed.revision()).isGreaterThan(tom.revision());
    }

    @Test
    void aStaleUpdateOfTheStatusIsRefused() {
        var tom = createCat("tom");
        admin().put(cats("tom"), tom.with("/spec/lives", "8")).ok();

        admin().put(cats("tom") + "/status", tom.with("/status", "{'asleep': true}"))
                .refused(409, "Conflict");
    }

    @Test
    void theStatusIsReadThroughTheSubresource() {
        createCat("tom");
        var changed = admin().merge(cats("tom") + "/status", "{'status': {'asleep': true}}")
                .ok();

        assertThat(admin().get(cats("tom") + "/status").ok().json()).isEqualTo(changed.json());
    }

    @Test
    void theStatusOfAMissingObjectIsNotFound() {
        admin().get(cats("tom") + "/status").refused(404, "NotFound", "cats.animal.skai.io \"tom\" not found");
        admin().merge(cats("tom") + "/status", "{'status': {}}")
                .refused(404, "NotFound", "cats.animal.skai.io \"tom\" not found");
    }

    @Test
    void theStatusIsNeitherCreatedNorDeletedApart() {
        createCat("tom");

        admin().post(cats("tom") + "/status", cat("tom")).refused(405, "MethodNotAllowed");
        admin().delete(cats("tom") + "/status").refused(405, "MethodNotAllowed");
    }

    @Test
    void anUnknownSubresourceIsNotFound() {
        createCat("tom");

        admin().get(cats("tom") + "/scale")
                .refused(404, "NotFound", "the server could not find the requested resource");
        admin().put(cats("tom") + "/nope", cat("tom"))
                .refused(404, "NotFound", "the server could not find the requested resource");
    }

    @Test
    void labelsAndAnnotationsChangeAndGo() {
        var tom = admin().post(cats(), labelled("tom", "'labels': {'a': 'b'}, 'annotations': {'c': 'd'}"))
                .created();

        var changed = admin().put(cats("tom"), tom.with("/metadata/labels", "{'x': 'y'}"))
                .ok();
        assertThat(changed.at("/metadata/labels")).isEqualTo(Map.of("x", "y"));
        assertThat(changed.at("/metadata/annotations")).isEqualTo(Map.of("c", "d"));

        var bare = admin().put(cats("tom"), cat("tom")).ok();
        assertThat(bare.has("/metadata/labels")).isFalse();
        assertThat(bare.has("/metadata/annotations")).isFalse();
    }

    @Test
    void anUpdateIsValidatedLikeACreate() {
        var tom = createCat("tom");

        admin().put(cats("tom"), tom.with("/spec/name", "''"))
                .refused(
                        422,
                        "Invalid",
                        "Cat.animal.skai.io \"tom\" is invalid: spec.name: Required value: must be specified");
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @Test
    void aDryRunAnswersAsARealUpdateAndStoresNothing() {
        var tom = createCat("tom");

        var changed = admin().put(cats("tom") + "?dryRun=All", tom.with("/spec/lives", "8"))
                .ok();

        assertThat(changed.at("/spec/lives")).isEqualTo(8L);
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
        admin().put(cats("tom") + "?dryRun=All", tom.with("/spec/name", "''")).refused(422, "Invalid");
        admin().put(cats("tom") + "/status?dryRun=All", tom.with("/status", "{'asleep': true}"))
                .ok();
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @Test
    void aClusterScopedObjectIsUpdated() {
        var name = namespace + "-home";
        var home = admin().post(kennels(), kennel(name, "'size': 2")).created();

        var changed = admin().put(kennels(name), home.with("/spec/size", "3")).ok();
        var ready = admin().merge(kennels(name) + "/status", "{'status': {'state': 'ready'}}")
                .ok();

        assertThat(changed.at("/spec/size")).isEqualTo(3L);
        assertThat(ready.at("/status/state")).isEqualTo("ready");
    }

    @Test
    void aMalformedResourceVersionIsABadRequest() {
        var tom = createCat("tom");

        admin().put(cats("tom"), tom.with("/metadata/resourceVersion", "'abc'"))
                .refused(400, "BadRequest")
                .saying("abc");
    }
}
