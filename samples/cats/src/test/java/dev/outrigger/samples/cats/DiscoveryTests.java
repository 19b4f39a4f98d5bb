package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Kubectl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What kubectl learns of the server before it touches a cat.
@EveryKubectl
class DiscoveryTests {

    @Test
    void theGroupIsAmongTheApiVersions(Kubectl kubectl) {
        kubectl.run("api-versions").shows("animal.skai.io/v1alpha1");
    }

    @Test
    void theApiResourcesAreTheCats(Kubectl kubectl) {
        kubectl.run("api-resources")
                .shows(
                        "NAME   SHORTNAMES   APIVERSION                NAMESPACED   KIND",
                        "cats   ct           animal.skai.io/v1alpha1   true         Cat");
    }

    @Test
    void theApiResourcesTellWhatCanBeDoneWithCats(Kubectl kubectl) {
        kubectl.run("api-resources --api-group=animal.skai.io --namespaced=true -o wide")
                .shows(
                        "NAME   SHORTNAMES   APIVERSION                NAMESPACED   KIND   VERBS"
                                + "                                                        CATEGORIES",
                        "cats   ct           animal.skai.io/v1alpha1   true         Cat"
                                + "    create,delete,deletecollection,get,list,patch,update,watch   ");
        kubectl.run("api-resources --verbs=list -o name").shows("cats.animal.skai.io");
        kubectl.run("api-resources --namespaced=false -o name").shows();
    }

    @Test
    void aCatIsExplained(Kubectl kubectl) {
        assertThat(kubectl.run("explain cat").text())
                .startsWith("""
                        GROUP:      animal.skai.io
                        KIND:       Cat
                        VERSION:    v1alpha1

                        DESCRIPTION:
                        """)
                .contains(
                        "\nFIELDS:\n",
                        "\n  apiVersion\t<string>\n",
                        "\n  kind\t<string>\n",
                        "\n  metadata\t<ObjectMeta>\n",
                        "\n  spec\t<CatSpec>\n    What is wanted of the cat.\n",
                        "\n  status\t<CatStatus>\n    What is seen of the cat",
                        "versioned schema of this representation of an object.");
    }

    @Test
    void aCatsSpecIsExplainedWithAllThatIsBelowIt(Kubectl kubectl) {
        assertThat(explained(kubectl, "cat.spec --recursive")).isEqualTo("""
                GROUP:      animal.skai.io
                KIND:       Cat
                VERSION:    v1alpha1

                FIELD: spec <CatSpec>

                DESCRIPTION:
                    What is wanted of the cat.

                FIELDS:
                  lives\t<integer>
                  name\t<string>

                """);
    }

    @Test
    void aSingleFieldIsExplained(Kubectl kubectl) {
        assertThat(explained(kubectl, "cat.spec.name")).isEqualTo("""
                GROUP:      animal.skai.io
                KIND:       Cat
                VERSION:    v1alpha1

                FIELD: name <string>

                DESCRIPTION:
                    What the cat is called.

                """);
    }

    @Test
    void aFieldThatIsNotThereIsNotExplained(Kubectl kubectl) {
        var screen = kubectl.run("explain cat.spec.tail");
        assertThat(screen.exit()).isOne();
        assertThat(screen.err()).isEqualTo("error: field \"tail\" does not exist\n");
    }

    /// Without the blanks at the ends of lines and the repeated empty lines, in which kubectls differ.
    private static String explained(Kubectl kubectl, String what) {
        return kubectl.run("explain " + what).text().replaceAll("(?m) +$", "").replaceAll("\n{3,}", "\n\n");
    }

    @Test
    void theServersVersionIsShownBesideTheClients(Kubectl kubectl) {
        assertThat(kubectl.run("version").text())
                .containsPattern("(?m)^Client Version: v1\\.")
                .containsPattern("(?m)^Server Version: v1\\.\\d+\\.\\d+\\+outrigger-\\S+$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/livez", "/readyz"})
    void theServerIsHealthy(String path, Kubectl kubectl) {
        kubectl.run("get --raw " + path).shows("ok");
        var verbose = kubectl.run("get --raw " + path + "?verbose").text();
        assertThat(verbose.lines().toList())
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.matches("\\[\\+]\\S+ ok|" + path.substring(1) + " check passed"))
                .last()
                .isEqualTo(path.substring(1) + " check passed");
    }

    @Test
    void theRootListsThePathsThereAre(Kubectl kubectl) {
        var paths = Administrator.json(kubectl.run("get --raw /").text()).path("paths");
        assertThat(paths)
                .extracting(path -> path.asText())
                .contains(
                        "/apis",
                        "/apis/animal.skai.io",
                        "/apis/animal.skai.io/v1alpha1",
                        "/healthz",
                        "/livez",
                        "/openapi/v2",
                        "/openapi/v3",
                        "/readyz",
                        "/version")
                .isSorted();
    }

    @Test
    void theGroupsAreListedRaw(Kubectl kubectl) {
        var groups = Administrator.json(kubectl.run("get --raw /apis").text());
        assertThat(groups.path("kind").asText()).isEqualTo("APIGroupList");
        assertThat(groups.at("/groups/0/preferredVersion/groupVersion").asText())
                .isEqualTo("animal.skai.io/v1alpha1");

        var resources = Administrator.json(
                kubectl.run("get --raw /apis/animal.skai.io/v1alpha1").text());
        assertThat(resources.path("kind").asText()).isEqualTo("APIResourceList");
        assertThat(resources.at("/resources/0/name").asText()).isEqualTo("cats");
        assertThat(resources.at("/resources/0/singularName").asText()).isEqualTo("cat");
    }

    @Test
    void theVersionIsReadRaw(Kubectl kubectl) {
        var version = Administrator.json(kubectl.run("get --raw /version").text());
        assertThat(version.path("major").asText()).isEqualTo("1");
        assertThat(version.path("minor").asText()).matches("\\d+");
    }

    @Test
    void theDocumentThatOpenApiV3NamesIsThere(Kubectl kubectl) {
        var index = Administrator.json(kubectl.run("get --raw /openapi/v3").text());
        var path = index.at("/paths/apis~1animal.skai.io~1v1alpha1/serverRelativeURL")
                .asText();
        assertThat(path).startsWith("/openapi/v3/apis/animal.skai.io/v1alpha1?hash=");

        var document = Administrator.json(kubectl.run("get --raw " + path).text());
        assertThat(document.path("openapi").asText()).startsWith("3.0");
        assertThat(document.path("paths").has("/apis/animal.skai.io/v1alpha1/namespaces/{namespace}/cats/{name}"))
                .isTrue();
    }

    @Test
    void theOldOpenApiDocumentIsThereToo(Kubectl kubectl) {
        var document = Administrator.json(kubectl.run("get --raw /openapi/v2").text());
        assertThat(document.path("swagger").asText()).isEqualTo("2.0");
        assertThat(kubectl.run("explain cat.spec --output=plaintext-openapiv2").text())
                .contains("name\t<string>");
    }

    @Test
    void anotherResourceIsUnknown(Kubectl kubectl) {
        kubectl.run("get dogs").refuses("error: the server doesn't have a resource type \"dogs\"");
        kubectl.run("get --raw /apis/animal.skai.io/v1alpha1/dogs")
                .refuses("Error from server (NotFound): the server could not find the requested resource");
    }
}
