package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Gets and lists: selectors, pages and resource versions.
class ProtocolListTests extends ProtocolCase {
    static List<Options.Storage> storages() {
        return everyStorage();
    }

    private static final long FUTURE = 4_000_000_000_000_000_000L;

    private void createLabelled() {
        admin().post(cats(), labelled("black", "'labels': {'fur': 'black', 'age': '3'}"))
                .created();
        admin().post(cats(), labelled("white", "'labels': {'fur': 'white'}")).created();
        admin().post(cats(), labelled("bare", "'annotations': {}")).created();
    }

    private ProtocolAnswer select(String parameter, String selector) {
        return admin().get(cats() + "?" + parameter + "=" + URLEncoder.encode(selector, StandardCharsets.UTF_8));
    }

    @Test
    void anEmptyListHasItemsAndARevision() {
        var list = admin().get(cats()).ok();

        assertThat(list.at("/kind")).isEqualTo("CatList");
        assertThat(list.at("/apiVersion")).isEqualTo("animal.skai.io/v1alpha1");
        assertThat(list.at("/items")).isEqualTo(List.of());
        assertThat(list.revision()).isPositive();
        assertThat(list.has("/metadata/continue")).isFalse();
        assertThat(list.has("/metadata/remainingItemCount")).isFalse();
    }

    @Test
    void aListIsSortedByName() {
        for (String name : List.of("tom", "a", "kitty", "a-b", "a.b")) createCat(name);

        assertThat(admin().get(cats()).names()).containsExactly("a", "a-b", "a.b", "kitty", "tom");
    }

    @Test
    void aListsRevisionIsThatOfTheLastWrite() {
        var tom = createCat("tom");
        assertThat(admin().get(cats()).revision()).isEqualTo(tom.revision());

        admin().delete(cats("tom")).ok();
        assertThat(admin().get(cats()).revision()).isGreaterThan(tom.revision());
    }

    @Test
    void allNamespacesAreListedTogether() {
        createCat("tom");
        var other = ANIMALS + "/namespaces/" + namespace + "-b/cats";
        admin().post(other, cat("kitty")).created();

        var all = admin().get(ANIMALS + "/cats").ok();
        var selected = admin().get(ANIMALS + "/cats?fieldSelector=metadata.namespace%3D" + namespace + "-b")
                .ok();

        assertThat(all.names()).contains("tom", "kitty");
        assertThat(selected.names()).containsExactly("kitty");
        assertThat(admin().get(cats()).names()).containsExactly("tom");
        admin().delete(other).ok();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fur=black | black",
                "fur==black | black",
                "fur!=black | bare white",
                "fur in (black, white) | black white",
                "fur in (black) | black",
                "fur notin (black) | bare white",
                "fur | black white",
                "!fur | bare",
                "fur,!age | white",
                "fur=black,age=3 | black",
                "fur=black,age=4 | ''",
                "age>2 | black",
                "age<2 | ''",
                "fur= | ''",
                "nope | ''"
            })
    void aLabelSelectorChooses(String selector, String names) {
        createLabelled();

        assertThat(String.join(" ", select("labelSelector", selector).ok().names()))
                .isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fur in black",
                "fur in (black",
                "fur=black=white",
                "=x",
                "fur,,age",
                "a b",
                "fur>x",
                "-a",
                "a=-b"
            })
    void aMalformedLabelSelectorIsABadRequest(String selector) {
        select("labelSelector", selector).refused(400, "BadRequest");
    }

    @Test
    void aMalformedLabelSelectorIsExplained() {
        select("labelSelector", "fur in black")
                .refused(400, "BadRequest", "unable to parse requirement: found 'black' expected: '('");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata.name=black | black",
                "metadata.name==black | black",
                "metadata.name!=black | bare white",
                "metadata.name=nope | ''",
                "metadata.namespace=elsewhere | ''",
                "metadata.namespace!=elsewhere | bare black white",
                "metadata.name=black,metadata.namespace!=elsewhere | black",
            })
    void aFieldSelectorChooses(String selector, String names) {
        createLabelled();

        assertThat(String.join(" ", select("fieldSelector", selector).ok().names()))
                .isEqualTo(names);
    }

    @Test
    void anotherFieldIsNotSelectable() {
        select("fieldSelector", "spec.name=tom")
                .refused(
                        400,
                        "BadRequest",
                        "\"spec.name\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    }

    @Test
    void aMalformedFieldSelectorIsExplained() {
        select("fieldSelector", "metadata.name")
                .refused(400, "BadRequest", "invalid selector: 'metadata.name'; can't understand 'metadata.name'");
    }

    @Test
    void pagesHoldEveryObjectOnceAtOneRevision() {
        for (int i = 0; i < 7; i++) createCat("c" + i);
        var first = admin().get(cats() + "?limit=3").ok();
        createCat("c9");
        admin().delete(cats("c6")).ok();

        var second = admin().get(cats() + "?limit=3&continue=" + first.at("/metadata/continue"))
                .ok();
        var third = admin().get(cats() + "?limit=3&continue=" + second.at("/metadata/continue"))
                .ok();

        assertThat(first.names()).containsExactly("c0", "c1", "c2");
        assertThat(first.at("/metadata/remainingItemCount")).isEqualTo(4L);
        assertThat(second.names()).containsExactly("c3", "c4", "c5");
        assertThat(second.at("/metadata/remainingItemCount")).isEqualTo(1L);
        assertThat(third.names()).containsExactly("c6");
        assertThat(third.has("/metadata/continue")).isFalse();
        assertThat(third.has("/metadata/remainingItemCount")).isFalse();
        assertThat(List.of(second.resourceVersion(), third.resourceVersion())).containsOnly(first.resourceVersion());
    }

    @Test
    void aLimitThatIsNotReachedMakesOnePage() {
        createCat("tom");

        var list = admin().get(cats() + "?limit=1").ok();

        assertThat(list.names()).containsExactly("tom");
        assertThat(list.has("/metadata/continue")).isFalse();
    }

    @Test
    void pagesWithASelectorCountNoRest() {
        for (int i = 0; i < 4; i++)
            admin().post(cats(), labelled("c" + i, "'labels': {'n': '" + i % 2 + "'}"))
                    .created();

        var first = admin().get(cats() + "?limit=1&labelSelector=n%3D0").ok();
        var second = admin().get(cats() + "?limit=1&labelSelector=n%3D0&continue=" + first.at("/metadata/continue"))
                .ok();

        assertThat(first.names()).containsExactly("c0");
        assertThat(first.has("/metadata/remainingItemCount")).isFalse();
        assertThat(second.names()).containsExactly("c2");
    }

    @Test
    void pagesGoThroughAllNamespaces() {
        var other = ANIMALS + "/namespaces/" + namespace + "-b/cats";
        admin().post(other, cat("a")).created();
        createCat("b");
        createCat("c");
        var names = new ArrayList<String>();
        var page = admin().get(ANIMALS + "/cats?limit=1").ok();
        names.addAll(page.names());
        while (page.has("/metadata/continue")) {
            page = admin().get(ANIMALS + "/cats?limit=1&continue=" + page.at("/metadata/continue"))
                    .ok();
            names.addAll(page.names());
        }

        assertThat(names)
                .containsExactlyElementsOf(admin().get(ANIMALS + "/cats").names())
                .contains("a", "b", "c");
        admin().delete(other).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0"})
    void aLimitOfNothingIsNoLimit(String limit) {
        createCat("tom");
        createCat("kitty");

        assertThat(admin().get(cats() + "?limit=" + limit).ok().names()).hasSize(2);
    }

    @Test
    void aMalformedLimitIsABadRequest() {
        admin().get(cats() + "?limit=abc").refused(400, "BadRequest").saying("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "%20", "e30", "eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ"})
    void aMalformedContinueTokenIsABadRequest(String token) {
        admin().get(cats() + "?limit=1&continue=" + token)
                .refused(400, "BadRequest")
                .saying("invalid continue token: continue key is not valid: ");
    }

    @Test
    void aContinueTokenOfAPlaceAboveTheCollectionIsRefused() {
        var token = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"v\":\"meta.k8s.io/v1\",\"rv\":5,\"start\":\"../../x\"}".getBytes(StandardCharsets.UTF_8));

        admin().get(cats() + "?limit=1&continue=" + token).refused(400, "BadRequest");
    }

    @Test
    void aResourceVersionWithContinueIsRefused() {
        createCat("tom");
        createCat("kitty");
        var first = admin().get(cats() + "?limit=1").ok();

        admin().get(cats() + "?limit=1&resourceVersion=1&continue=" + first.at("/metadata/continue"))
                .refused(400, "BadRequest", "specifying resource version is not allowed when using continue");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resourceVersionMatch=Exact | Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
                "resourceVersionMatch=NotOlderThan | Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
                "resourceVersionMatch=Exact&resourceVersion=0 | Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"",
                "resourceVersionMatch=Maybe&resourceVersion=1 | Unsupported value: \"Maybe\": supported values: \"Exact\", \"NotOlderThan\", \"\"",
                "resourceVersionMatch=Exact&resourceVersion=1&continue=x | Forbidden: resourceVersionMatch is forbidden when continue is provided"
            })
    void optionsThatContradictEachOtherAreInvalid(String query, String why) {
        admin().get(cats() + "?" + query)
                .refused(422, "Invalid", "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: " + why)
                .cause(
                        why.startsWith("Forbidden") ? "FieldValueForbidden" : "FieldValueNotSupported",
                        why,
                        "resourceVersionMatch");
    }

    @Test
    void sendInitialEventsIsForWatches() {
        admin().get(cats() + "?sendInitialEvents=true")
                .refused(
                        422,
                        "Invalid",
                        "ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is"
                                + " forbidden for list");
    }

    @Test
    void anExactRevisionShowsThePast() {
        var tom = createCat("tom");
        createCat("kitty");
        admin().delete(cats("tom")).ok();

        var past = admin().get(cats() + "?resourceVersionMatch=Exact&resourceVersion=" + tom.resourceVersion())
                .ok();

        assertThat(past.names()).containsExactly("tom");
        assertThat(past.resourceVersion()).isEqualTo(tom.resourceVersion());
        assertThat(past.at("/items/0")).isEqualTo(tom.at(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&resourceVersionMatch=NotOlderThan"})
    void aRevisionAtLeastShowsThePresent(String match) {
        var tom = createCat("tom");
        createCat("kitty");
        admin().get(cats("kitty")).ok(); // the server has seen the write: the present holds both

        var list = admin().get(cats() + "?resourceVersion=" + tom.resourceVersion() + match)
                .ok();

        assertThat(list.names()).containsExactly("kitty", "tom");
        assertThat(list.revision()).isGreaterThan(tom.revision());
    }

    @Test
    void revisionZeroIsAnyRevision() {
        createCat("tom");
        admin().get(cats("tom")).ok(); // the server has seen the write: any later revision holds it

        admin().get(cats() + "?resourceVersion=0").ok();
        admin().get(cats() + "?resourceVersion=0&resourceVersionMatch=NotOlderThan")
                .ok();
        admin().get(cats("tom") + "?resourceVersion=0").ok();
    }

    @Test
    void aRevisionThatIsNoNumberIsABadRequest() {
        createCat("tom");

        admin().get(cats() + "?resourceVersion=abc").refused(400, "BadRequest");
        admin().get(cats("tom") + "?resourceVersion=abc").refused(400, "BadRequest");
        admin().get(cats() + "?resourceVersion=-1").refused(400, "BadRequest");
    }

    @Test
    void aFutureRevisionIsTooLarge() {
        createCat("tom");
        var paths = List.of(cats(), cats("tom"));

        var answers = paths.parallelStream()
                .map(path -> admin().get(path + "?resourceVersion=" + FUTURE))
                .toList();

        for (var answer : answers) {
            answer.refused(504, "Timeout").saying("Timeout: Too large resource version: " + FUTURE + ", current: ");
            answer.cause("ResourceVersionTooLarge", "Too large resource version", "");
            assertThat(answer.at("/details/retryAfterSeconds")).isEqualTo(1L);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void aGetAtARevisionThatWasReachedIsThePresent() {
        var tom = createCat("tom");
        var changed = admin().merge(cats("tom"), "{'spec': {'lives': 8}}").ok();

        assertThat(admin().get(cats("tom") + "?resourceVersion=" + tom.resourceVersion())
                        .json())
                .isEqualTo(changed.json());
    }

    @Test
    void aMissingObjectIsNotFound() {
        var refused = admin().get(cats("tom"));

        refused.refused(404, "NotFound", "cats.animal.skai.io \"tom\" not found");
        assertThat(refused.at("/details")).isEqualTo(Map.of("name", "tom", "group", "animal.skai.io", "kind", "cats"));
    }

    @Test
    void anObjectIsOnlyInItsOwnNamespace() {
        createCat("tom");

        admin().get(ANIMALS + "/namespaces/elsewhere/cats/tom").is(404);
    }

    @Test
    void theItemsOfAListAreWhatAGetAnswers() {
        var tom = createCat("tom", "'lives': 9");

        assertThat(admin().get(cats()).at("/items/0")).isEqualTo(tom.at(""));
    }
}
