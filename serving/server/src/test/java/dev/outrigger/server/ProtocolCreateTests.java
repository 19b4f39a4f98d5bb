package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolCreateTests extends ProtocolCase {
    static List<Options.Storage> storages() {
        return embeddedStorages();
    }

    @Test
    void aCreatedObjectIsAnsweredWith201AndItsMetadataFilledIn() {
        var before = Instant.now().minusSeconds(1);

        var tom = admin().post(cats(), cat("tom")).created();

        assertThat(tom.header("Content-Type")).isEqualTo("application/json");
        assertThat(tom.header("Location")).isEmpty();
        assertThat(tom.at("/apiVersion")).isEqualTo("animal.skai.io/v1alpha1");
        assertThat(tom.at("/kind")).isEqualTo("Cat");
        assertThat(tom.at("/metadata/name")).isEqualTo("tom");
        assertThat(tom.at("/metadata/namespace")).isEqualTo(namespace);
        assertThat(tom.textAt("/metadata/uid")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(tom.textAt("/metadata/creationTimestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(Instant.parse(tom.textAt("/metadata/creationTimestamp"))).isBetween(before, Instant.now());
        assertThat(tom.at("/metadata/generation")).isEqualTo(1L);
        assertThat(tom.revision()).isPositive();
        assertThat(tom.has("/metadata/selfLink")).isFalse();
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @Test
    void anExistingNameIsRefused() {
        var tom = createCat("tom");

        var again = admin().post(cats(), cat("tom", "'lives': 7"));

        again.refused(409, "AlreadyExists", "cats.animal.skai.io \"tom\" already exists");
        assertThat(again.at("/details")).isEqualTo(Map.of("name", "tom", "group", "animal.skai.io", "kind", "cats"));
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @Test
    void theNameOfATerminatingObjectIsRefusedWithThatReason() {
        admin().post(cats(), labelled("tom", "'finalizers': ['a.b/c']")).created();
        admin().delete(cats("tom")).ok();

        admin().post(cats(), cat("tom"))
                .refused(409, "AlreadyExists", "object is being deleted: cats.animal.skai.io \"tom\" already exists");

        admin().merge(cats("tom"), "{'metadata': {'finalizers': null}}").ok();
    }

    @Test
    void aGeneratedNameHasFiveCharactersWithoutVowels() {
        var cat = object("animal.skai.io/v1alpha1", "Cat", "'generateName': 'tom-'", "'name': 'Tom'");

        var names = IntStream.range(0, 5)
                .mapToObj(_ -> admin().post(cats(), cat).created().textAt("/metadata/name"))
                .toList();

        assertThat(names).allMatch(name -> name.matches("tom-[bcdfghjklmnpqrstvwxz2456789]{5}"));
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void theBaseOfAGeneratedNameIsKept() {
        var tom = admin().post(
                        cats(), object("animal.skai.io/v1alpha1", "Cat", "'generateName': 'tom-'", "'name': 'Tom'"))
                .created();

        assertThat(tom.at("/metadata/generateName")).isEqualTo("tom-");
    }

    @Test
    void aLongBaseOfAGeneratedNameIsCutToTheLimit() {
        var base = "a".repeat(100);

        var tom = admin().post(
                        cats(),
                        object("animal.skai.io/v1alpha1", "Cat", "'generateName': '" + base + "'", "'name': 'Tom'"))
                .created();

        assertThat(tom.textAt("/metadata/name")).matches("a{58}[bcdfghjklmnpqrstvwxz2456789]{5}");
    }

    @Test
    void aNameWinsOverGenerateName() {
        var tom = admin().post(cats(), labelled("tom", "'generateName': 'other-'"))
                .created();

        assertThat(tom.at("/metadata/name")).isEqualTo("tom");
    }

    @Test
    void anObjectWithNoNameAtAllIsRefused() {
        admin().post(cats(), object("animal.skai.io/v1alpha1", "Cat", "", "'name': 'Tom'"))
                .refused(
                        422,
                        "Invalid",
                        "Cat.animal.skai.io \"\" is invalid: metadata.name: Required value: name or generateName is"
                                + " required")
                .cause("FieldValueRequired", "Required value: name or generateName is required", "metadata.name");
    }

    @Test
    void aResourceVersionOnCreateIsRefused() {
        admin().post(cats(), labelled("tom", "'resourceVersion': '5'"))
                .refused(400, "BadRequest", "resourceVersion should not be set on objects to be created");
    }

    @Test
    void whatOnlyTheServerMayWriteIsIgnored() {
        var tom = admin().post(
                        cats(),
                        labelled(
                                "tom",
                                "'uid': 'mine', 'creationTimestamp': '2001-01-01T00:00:00Z', 'generation': 77,"
                                        + " 'selfLink': '/x', 'deletionTimestamp': '2001-01-01T00:00:00Z',"
                                        + " 'deletionGracePeriodSeconds': 9"))
                .created();

        assertThat(tom.textAt("/metadata/uid")).isNotEqualTo("mine").hasSize(36);
        assertThat(tom.textAt("/metadata/creationTimestamp")).doesNotStartWith("2001");
        assertThat(tom.at("/metadata/generation")).isEqualTo(1L);
        assertThat(tom.has("/metadata/selfLink")).isFalse();
        assertThat(tom.has("/metadata/deletionTimestamp")).isFalse();
        assertThat(tom.has("/metadata/deletionGracePeriodSeconds")).isFalse();
    }

    @Test
    void aNullCreationTimestampIsAccepted() {
        var tom = admin().post(cats(), labelled("tom", "'creationTimestamp': null"))
                .created();

        assertThat(tom.textAt("/metadata/creationTimestamp")).endsWith("Z");
    }

    @Test
    void theStatusOfANewObjectIsDropped() {
        var tom = admin().post(
                        cats(),
                        json("{'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat', 'metadata': {'name': 'tom'},"
                                + " 'spec': {'name': 'Tom'}, 'status': {'asleep': true}}"))
                .created();

        assertThat(tom.has("/status")).isFalse();
    }

    @Test
    void anotherNamespaceThanThePathsIsRefused() {
        admin().post(cats(), labelled("tom", "'namespace': 'elsewhere'"))
                .refused(
                        400,
                        "BadRequest",
                        "the namespace of the provided object does not match the namespace sent on the request");
    }

    @Test
    void theNamespaceOfThePathMayBeRepeated() {
        admin().post(cats(), labelled("tom", "'namespace': '" + namespace + "'"))
                .created();
    }

    @Test
    void anAuthorsValidationRefusesWithItsCause() {
        admin().post(cats(), object("animal.skai.io/v1alpha1", "Cat", "'name': 'tom'", ""))
                .refused(
                        422,
                        "Invalid",
                        "Cat.animal.skai.io \"tom\" is invalid: spec.name: Required value: must be specified")
                .cause("FieldValueRequired", "Required value: must be specified", "spec.name");
        var refused = admin().post(cats(), cat("tom").replace("\"name\": \"tom\"}}", "\"name\": \"\"}}"));

        refused.refused(422, "Invalid");
        assertThat(refused.at("/details/name")).isEqualTo("tom");
        assertThat(refused.at("/details/group")).isEqualTo("animal.skai.io");
        assertThat(refused.at("/details/kind")).isEqualTo("Cat");
        admin().get(cats("tom")).is(404);
    }

    @Test
    void anAuthorsDefaultsAreFilledIn() {
        var name = namespace + "-home";

        var home = admin().post(kennels(), kennel(name, "")).created();

        assertThat(home.at("/spec/size")).isEqualTo(4L);
        assertThat(home.has("/metadata/namespace")).isFalse();
        assertThat(admin().get(kennels(name)).at("/spec/size")).isEqualTo(4L);
    }

    @Test
    void aNamespaceOnAClusterScopedObjectIsRefused() {
        var kennel = object(
                "animal.skai.io/v1alpha1", "Kennel", "'name': '" + namespace + "-x', 'namespace': 'a'", "'size': 1");

        admin().post(kennels(), kennel)
                .refused(
                        400,
                        "BadRequest",
                        "the namespace of the provided object does not match the namespace sent on the request");
    }

    @Test
    void aClusterScopedResourceIsNotServedInNamespaces() {
        admin().get(ANIMALS + "/namespaces/" + namespace + "/kennels")
                .refused(404, "NotFound", "the server could not find the requested resource");
    }

    @Test
    void aNamespacedObjectIsNotCreatedWithoutANamespace() {
        admin().post(ANIMALS + "/cats", cat("tom"))
                .refused(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    @Test
    void kindAndVersionMayBeLeftOut() {
        var tom = admin().post(cats(), json("{'metadata': {'name': 'tom'}, 'spec': {'name': 'Tom'}}"))
                .created();

        assertThat(tom.at("/kind")).isEqualTo("Cat");
        assertThat(tom.at("/apiVersion")).isEqualTo("animal.skai.io/v1alpha1");
    }

    @Test
    void anotherKindIsRefused() {
        admin().post(cats(), cat("tom").replace("Cat", "Dog"))
                .refused(400, "BadRequest")
                .saying("Dog in version \"v1alpha1\" cannot be handled as a Cat: no kind \"Dog\" is registered for"
                        + " version \"animal.skai.io/v1alpha1\"");
    }

    @Test
    void anotherVersionIsRefused() {
        admin().post(cats(), cat("tom").replace("v1alpha1", "v2"))
                .refused(400, "BadRequest")
                .saying("Cat in version \"v2\" cannot be handled as a Cat: no kind \"Cat\" is registered for version"
                        + " \"animal.skai.io/v2\"");
    }

    @Test
    void yamlIsUnderstood() {
        var yaml = """
                apiVersion: animal.skai.io/v1alpha1
                kind: Cat
                metadata:
                  name: tom
                spec:
                  name: Tom
                  lives: 9
                """;

        var tom = admin().post(cats(), yaml, "Content-Type", "application/yaml").created();

        assertThat(tom.at("/spec")).isEqualTo(Map.of("name", "Tom", "lives", 9L));
    }

    @Test
    void aBodyWithoutAMediaTypeIsTakenForJson() {
        admin().send("POST", cats(), java.util.Optional.of(cat("tom"))).created();
    }

    @Test
    void aMediaTypeMayHaveParameters() {
        admin().post(cats(), cat("tom"), "Content-Type", "application/json; charset=utf-8")
                .created();
    }

    @Test
    void aFieldThatIsNotOfTheTypeIsNeverStored() {
        var tom = admin().post(cats() + "?fieldValidation=Ignore", cat("tom", "'wings': 2"))
                .created();

        assertThat(tom.has("/spec/wings")).isFalse();
        assertThat(admin().get(cats("tom")).has("/spec/wings")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tom", "tom_cat", "-tom", "tom-", "tom..cat"})
    void aNameThatIsNoSubdomainIsRefused(String name) {
        var detail = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
                + " and must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
                + " validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

        admin().post(cats(), cat(name))
                .refused(
                        422,
                        "Invalid",
                        "Cat.animal.skai.io \"" + name + "\" is invalid: metadata.name: Invalid value: \"" + name
                                + "\": " + detail)
                .cause("FieldValueInvalid", "Invalid value: \"" + name + "\": " + detail, "metadata.name");
    }

    @Test
    void aNameOf253CharactersIsTakenAndALongerOneIsNot() {
        admin().post(cats(), cat("a".repeat(253))).created();
        admin().get(cats("a".repeat(253))).ok();

        admin().post(cats(), cat("a".repeat(254)))
                .refused(422, "Invalid")
                .saying("metadata.name: Invalid value: ", "must be no more than 253");
    }

    @Test
    void aDryRunAnswersAsARealCreateAndStoresNothing() {
        var tom = admin().post(cats() + "?dryRun=All", cat("tom")).created();

        assertThat(tom.textAt("/metadata/uid")).hasSize(36);
        assertThat(tom.textAt("/metadata/creationTimestamp")).endsWith("Z");
        assertThat(tom.at("/spec/name")).isEqualTo("tom");
        admin().get(cats("tom")).is(404);
        admin().post(cats() + "?dryRun=All", cat("tom").replace("Cat", "Dog")).is(400);
        createCat("tom");
        admin().post(cats() + "?dryRun=All", cat("tom")).refused(409, "AlreadyExists");
    }

    @Test
    void anObjectIsStoredAsItWasSentDownToUnusualText() {
        var text = "π \uD83D\uDE00 \\\" \\\\ \\u0000 \\n <&>";

        var tom = admin().post(cats(), cat("tom", "'mood': '" + text + "'")).created();

        assertThat(tom.at("/spec/mood")).isEqualTo("π \uD83D\uDE00 \" \\ \u0000 \n <&>");
        assertThat(admin().get(cats("tom")).at("/spec/mood")).isEqualTo(tom.at("/spec/mood"));
    }

    @Test
    void emptyAndNullMembersAreKeptApartFromAbsentOnes() {
        var tom =
                admin().post(cats(), cat("tom", "'likes': []", "'traits': {}")).created();

        assertThat(tom.at("/spec/likes")).isEqualTo(List.of());
        assertThat(tom.at("/spec/traits")).isEqualTo(Map.of());
        assertThat(tom.has("/spec/lives")).isFalse();
    }

    @Test
    void aTypeWithoutAStatusHasNone() {
        var note = admin().post(notes(), note("memo", "buy fish")).created();

        assertThat(note.at("/spec/text")).isEqualTo("buy fish");
        admin().get(notes("memo") + "/status")
                .refused(404, "NotFound", "the server could not find the requested resource");
    }
}
