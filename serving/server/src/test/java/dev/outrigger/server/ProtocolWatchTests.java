package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolWatchTests extends ProtocolCase {
    static List<Options.Storage> storages() {
        return everyStorage();
    }

    private ProtocolEvents watch(String query) {
        return admin().watch(and(cats() + "?watch=true", query));
    }

    @Test
    void aWatchFromARevisionTellsWhatChangedSince() {
        var tom = createCat("tom");
        try (var events = watch("resourceVersion=" + tom.resourceVersion())) {
            assertThat(events.code()).isEqualTo(200);
            assertThat(events.headers().firstValue("Content-Type")).contains("application/json");

            var kitty = createCat("kitty");
            var changed = admin().merge(cats("tom"), "{'spec': {'lives': 8}}").ok();
            admin().delete(cats("kitty")).ok();

            assertThat(events.next("ADDED").object()).isEqualTo(kitty.json());
            assertThat(events.next("MODIFIED").object()).isEqualTo(changed.json());
            var gone = events.next("DELETED");
            assertThat(gone.name()).isEqualTo("kitty");
            assertThat(gone.at("/spec/name")).isEqualTo("kitty");
            assertThat(gone.revision()).isGreaterThan(changed.revision());
            assertThat(gone.revision()).isEqualTo(admin().get(cats()).revision());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "resourceVersion=", "resourceVersion=0"})
    void aWatchFromNowhereBeginsWithWhatIsThere(String from) {
        createCat("tom");
        createCat("kitty");
        // Version 0 is whatever is at hand: from here on that is both.
        assertThat(admin().get(cats()).ok().names()).containsExactly("kitty", "tom");
        try (var events = watch(from)) {
            events.expect("ADDED kitty", "ADDED tom");

            createCat("zoe");

            events.expect("ADDED zoe");
        }
    }

    @Test
    void aWatchFromThePastTellsAllThatFollowed() {
        var tom = createCat("tom");
        admin().merge(cats("tom"), "{'spec': {'lives': 8}}").ok();
        admin().delete(cats("tom")).ok();
        createCat("tom");

        try (var events = watch("resourceVersion=" + tom.resourceVersion())) {
            events.expect("MODIFIED tom", "DELETED tom", "ADDED tom");
        }
    }

    @Test
    void anEventIsSentAtOnce() {
        var tom = createCat("tom");
        try (var events = watch("resourceVersion=" + tom.resourceVersion())) {
            var before = Instant.now();

            createCat("kitty");
            events.next("ADDED");

            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void anObjectThatStartsAndStopsMatchingComesAndGoes() {
        var tom = admin().post(cats(), labelled("tom", "'labels': {'fur': 'white'}"))
                .created();
        try (var events = watch("labelSelector=fur%3Dblack&resourceVersion=" + tom.resourceVersion())) {

            admin().merge(cats("tom"), "{'metadata': {'labels': {'fur': 'black'}}}")
                    .ok();
            admin().merge(cats("tom"), "{'spec': {'lives': 8}}").ok();
            var left = admin().merge(cats("tom"), "{'metadata': {'labels': {'fur': 'grey'}}}")
                    .ok();
            admin().merge(cats("tom"), "{'spec': {'lives': 7}}").ok();
            admin().delete(cats("tom")).ok();
            var again = admin().post(cats(), labelled("zoe", "'labels': {'fur': 'black'}"))
                    .created();

            events.expect("ADDED tom", "MODIFIED tom");
            var gone = events.next("DELETED");
            assertThat(gone.at("/metadata/labels/fur")).isEqualTo("black");
            assertThat(gone.revision()).isEqualTo(left.revision());
            assertThat(events.next("ADDED").revision()).isEqualTo(again.revision());
        }
    }

    @Test
    void theInitialEventsObeyTheSelectors() {
        admin().post(cats(), labelled("tom", "'labels': {'fur': 'black'}")).created();
        createCat("kitty");

        try (var events = watch("labelSelector=fur&resourceVersion=0")) {
            events.expect("ADDED tom");
        }
        try (var events = watch("fieldSelector=metadata.name%3Dkitty")) {
            events.expect("ADDED kitty");
        }
    }

    @Test
    void aWatchOfOneNameHearsOfNoOther() {
        var tom = createCat("tom");
        try (var events = watch("fieldSelector=metadata.name%3Dtom&resourceVersion=" + tom.resourceVersion())) {
            createCat("kitty");
            admin().merge(cats("tom"), "{'spec': {'lives': 8}}").ok();

            events.expect("MODIFIED tom");
        }
    }

    @Test
    void theDeprecatedPathsWatchToo() {
        createCat("tom");
        try (var all = admin().watch(ANIMALS + "/watch/namespaces/" + namespace + "/cats");
                var one = admin().watch(ANIMALS + "/watch/namespaces/" + namespace + "/cats/tom")) {
            all.expect("ADDED tom");
            one.expect("ADDED tom");

            createCat("kitty");
            admin().delete(cats("tom")).ok();

            all.expect("ADDED kitty", "DELETED tom");
            one.expect("DELETED tom");
        }
    }

    @Test
    void aFieldSelectorBesideANameMustAskForThatName() {
        createCat("tom");
        var one = ANIMALS + "/watch/namespaces/" + namespace + "/cats/tom";
        for (String selector : List.of("metadata.name=kitty", "metadata.name!=tom", "metadata.namespace=x")) {
            admin().get(one + "?fieldSelector=" + selector)
                    .refused(400, "BadRequest", "fieldSelector metadata.name doesn't match requested name");
        }
        try (var events = admin().watch(one + "?fieldSelector=metadata.name=tom")) {
            events.expect("ADDED tom");
        }
    }

    @Test
    void theOldPathsAreForReadingOnly() {
        var old = ANIMALS + "/watch/namespaces/" + namespace + "/cats";
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "HEAD")) {
            admin().send(method, old, new byte[0]).is(405);
        }
        admin().get(ANIMALS + "/watch/dragons").is(404);
        admin().get(ANIMALS + "/watch").is(404);
    }

    @Test
    void watchOnASingleObjectIsAPlainGet() {
        var tom = createCat("tom");

        assertThat(admin().get(cats("tom") + "?watch=1").ok().json()).isEqualTo(tom.json());
    }

    @Test
    void watchSaidNoIsAList() {
        assertThat(admin().get(cats() + "?watch=false").ok().at("/kind")).isEqualTo("CatList");
        assertThat(admin().get(cats() + "?watch=0").ok().at("/kind")).isEqualTo("CatList");
    }

    @Test
    void otherNamespacesAreNotHeardButByTheWatchOfAll() {
        var other = ANIMALS + "/namespaces/" + namespace + "-b/cats";
        var from = admin().get(cats()).resourceVersion();
        try (var own = watch("resourceVersion=" + from);
                var all = admin().watch(ANIMALS + "/cats?watch=true&resourceVersion=" + from)) {
            admin().post(other, cat("kitty")).created();
            createCat("tom");
            admin().delete(other).ok();

            own.expect("ADDED tom");
            all.expect("ADDED kitty", "ADDED tom", "DELETED kitty");
        }
    }

    @Test
    void aFutureRevisionIsSilent() {
        try (var events = watch("resourceVersion=4000000000000000000&timeoutSeconds=1")) {
            assertThat(events.code()).isEqualTo(200);
            createCat("tom");

            events.ended();
        }
    }

    @Test
    void aMalformedRevisionIsABadRequest() {
        admin().get(cats() + "?watch=true&resourceVersion=abc").refused(400, "BadRequest");
    }

    @Test
    void timeoutSecondsEndsTheStreamCleanly() {
        createCat("tom");
        var before = Instant.now();
        try (var events = watch("timeoutSeconds=1")) {
            assertThat(events.rest()).extracting(ProtocolEvents.Event::told).containsExactly("ADDED tom");
            assertThat(Duration.between(before, Instant.now()))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
        }
    }

    @Test
    void aBookmarkComesBeforeTheEndToThoseWhoAsk() {
        createCat("tom");
        try (var events = watch("timeoutSeconds=2&allowWatchBookmarks=true");
                var plain = watch("timeoutSeconds=2")) {
            var all = events.rest();

            assertThat(all).extracting(ProtocolEvents.Event::type).contains("ADDED", "BOOKMARK");
            var bookmark = all.getLast();
            assertThat(bookmark.type()).isEqualTo("BOOKMARK");
            assertThat(bookmark.object().members()).containsOnlyKeys("kind", "apiVersion", "metadata");
            assertThat(bookmark.at("/kind")).isEqualTo("Cat");
            assertThat(bookmark.at("/metadata"))
                    .isEqualTo(Map.of("resourceVersion", String.valueOf(bookmark.revision())));
            assertThat(bookmark.revision())
                    .isGreaterThanOrEqualTo(all.getFirst().revision());
            assertThat(plain.rest()).extracting(ProtocolEvents.Event::type).containsExactly("ADDED");
        }
    }

    @Test
    void theInitialEventsEndWithAMarkedBookmark() {
        createCat("tom");
        createCat("kitty");
        try (var events = watch("sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true")) {
            events.expect("ADDED kitty", "ADDED tom");
            var end = events.next("BOOKMARK");
            assertThat(end.at("/metadata/annotations")).isEqualTo(Map.of("k8s.io/initial-events-end", "true"));
            assertThat(end.revision())
                    .isGreaterThanOrEqualTo(admin().get(cats("tom")).revision());

            createCat("zoe");

            events.expect("ADDED zoe");
        }
    }

    @Test
    void theInitialEventsOfNothingAreTheBookmarkAlone() {
        try (var events = watch(
                "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=0&allowWatchBookmarks=true")) {
            assertThat(events.next("BOOKMARK").at("/metadata/annotations/k8s.io~1initial-events-end"))
                    .isEqualTo("true");
        }
    }

    @Test
    void initialEventsWithoutBookmarksAreObjectsOnly() {
        createCat("tom");
        try (var events = watch("sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=1")) {
            assertThat(events.rest()).extracting(ProtocolEvents.Event::told).containsExactly("ADDED tom");
        }
    }

    @Test
    void initialEventsDeclinedStartAtThePresent() {
        createCat("tom");
        try (var events = watch("sendInitialEvents=false&resourceVersionMatch=NotOlderThan&timeoutSeconds=1")) {
            createCat("kitty");

            assertThat(events.rest()).extracting(ProtocolEvents.Event::told).doesNotContain("ADDED tom");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sendInitialEvents=true | resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
                "sendInitialEvents=false | resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
                "resourceVersionMatch=NotOlderThan&resourceVersion=0 | resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"
            })
    void optionsThatContradictEachOtherAreInvalid(String query, String why) {
        admin().get(cats() + "?watch=true&" + query)
                .refused(422, "Invalid", "ListOptions.meta.k8s.io \"\" is invalid: " + why);
    }

    @Test
    void continueIsForListsOnly() {
        admin().get(cats() + "?watch=true&continue=abc").refused(422, "Invalid").saying("continue");
    }

    @Test
    void aTableWatchSendsColumnsOnceAndARowForEachEvent() {
        createDog("rex");
        try (var events =
                admin().watch(dogs() + "?watch=true", "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")) {
            var first = events.next("ADDED");
            assertThat(first.at("/kind")).isEqualTo("Table");
            assertThat(first.at("/apiVersion")).isEqualTo("meta.k8s.io/v1");
            assertThat((List<?>) first.at("/columnDefinitions")).hasSize(3);
            assertThat(first.at("/rows/0/cells")).isEqualTo(List.of("rex", 3L, "quiet"));
            assertThat(first.at("/rows/0/object/kind")).isEqualTo("PartialObjectMetadata");

            createDog("bello", "'voice': 'loud'");

            var second = events.next("ADDED");
            assertThat(second.at("/columnDefinitions")).isIn(null, List.of());
            assertThat(second.at("/rows/0/cells")).isEqualTo(List.of("bello", 3L, "loud"));
        }
    }

    @ParameterizedTest
    @CsvSource({"None, ''", "Metadata, PartialObjectMetadata", "Object, Dog"})
    void aRowOfAnEventHoldsAsMuchOfItsObjectAsIsAsked(String include, String kind) {
        createDog("rex");
        try (var events = admin().watch(
                        dogs() + "?watch=true&includeObject=" + include,
                        "Accept",
                        "application/json;as=Table;v=v1;g=meta.k8s.io")) {
            for (String type : List.of("ADDED", "MODIFIED", "DELETED")) {
                var event = events.next(type);
                assertThat(event.at("/rows/0/object/kind")).isEqualTo(kind.isEmpty() ? null : kind);
                assertThat(event.at("/rows/0/object/spec/age")).isEqualTo(kind.equals("Dog") ? 3L : null);
                if (type.equals("ADDED"))
                    admin().merge(dogs("rex"), "{'spec': {'voice': 'loud'}}").ok();
                if (type.equals("MODIFIED")) admin().delete(dogs("rex")).ok();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "Metadata", "Object"})
    void theBookmarkThatEndsTheInitialEventsOfATableCanBeTold(String include) {
        try (var events = admin().watch(
                        dogs() + "?watch=true&sendInitialEvents=true&allowWatchBookmarks=true"
                                + "&resourceVersionMatch=NotOlderThan&includeObject=" + include,
                        "Accept",
                        "application/json;as=Table;v=v1;g=meta.k8s.io")) {
            var bookmark = events.next("BOOKMARK");
            assertThat(bookmark.at("/kind")).isEqualTo("Table");
            assertThat(bookmark.at("/rows/0/object/metadata/annotations/k8s.io~1initial-events-end"))
                    .isEqualTo("true");
            assertThat(bookmark.at("/rows/0/object/metadata/resourceVersion"))
                    .isEqualTo(bookmark.at("/metadata/resourceVersion"));
        }
    }

    @Test
    void aMetadataWatchSendsMetadata() {
        createCat("tom");
        try (var events = admin().watch(
                        cats() + "?watch=true",
                        "Accept",
                        "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io")) {
            var first = events.next("ADDED");

            assertThat(first.at("/kind")).isEqualTo("PartialObjectMetadata");
            assertThat(first.at("/apiVersion")).isEqualTo("meta.k8s.io/v1");
            assertThat(first.object().members()).containsOnlyKeys("kind", "apiVersion", "metadata");
            assertThat(first.name()).isEqualTo("tom");
        }
    }

    @Test
    void aWatchOnHttp1IsChunked() {
        createCat("tom");
        try (var client = server().adminOnHttp1();
                var events = client.watch(cats() + "?watch=true&timeoutSeconds=1")) {
            assertThat(events.headers().firstValue("Transfer-Encoding")).contains("chunked");
            assertThat(events.rest()).extracting(ProtocolEvents.Event::told).containsExactly("ADDED tom");
        }
    }

    @Test
    void everyOfManyWatchersHearsEverythingInOrder() {
        var from = admin().get(cats()).resourceVersion();
        var watchers = new ArrayList<ProtocolEvents>();
        try (var first = server().adminOnHttp1()) {
            for (int i = 0; i < 50; i++) {
                watchers.add(first.watch(cats() + "?watch=true&resourceVersion=" + from));
            }
            var told = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                createCat("c" + i);
                told.add("ADDED c" + i);
            }

            for (ProtocolEvents events : watchers) events.expect(told.toArray(String[]::new));
        } finally {
            watchers.forEach(ProtocolEvents::close);
        }
    }
}
