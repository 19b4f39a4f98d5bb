package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Kubectl;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `kubectl get` and `kubectl describe` in all their forms.
@EveryKubectl
class ReadingTests {

    @ParameterizedTest
    @ValueSource(strings = {"cat", "cats", "ct", "cats.animal.skai.io", "cats.v1alpha1.animal.skai.io", "Cat"})
    void catsAreListedUnderAllTheirNames(String name, Kubectl kubectl) {
        given(kubectl, Cats.yaml("mycat", "lucky"));

        kubectl.run("get " + name).shows("NAME    CREATED AT", "mycat   <time>");
        kubectl.run("get " + name + " mycat").shows("NAME    CREATED AT", "mycat   <time>");
        kubectl.run("get " + name + "/mycat --no-headers").shows("mycat   <time>");
    }

    @Test
    void noCatsAreNoResources(Kubectl kubectl) {
        kubectl.run("get cats").findsNothing();
        assertThat(kubectl.run("get cats -A").err()).isEqualTo("No resources found\n");
    }

    @Test
    void aCatThatIsNotThereIsNotFound(Kubectl kubectl) {
        kubectl.run("get cat nobody").refuses("Error from server (NotFound): cats.animal.skai.io \"nobody\" not found");
        kubectl.run("get cat nobody --ignore-not-found").shows();
    }

    @Test
    void catsOfAllNamespacesAreListedWithTheirNamespace(Kubectl kubectl) {
        given(kubectl, Cats.yaml("tom"), Cats.yaml("felix").replace("namespace: default", "namespace: alley"));

        kubectl.run("get cats -A")
                .shows("NAMESPACE   NAME    CREATED AT", "alley       felix   <time>", "default     tom     <time>");
        kubectl.run("get cats -n alley -o name").shows("cat.animal.skai.io/felix");
        kubectl.run("get cats -o name").shows("cat.animal.skai.io/tom");
    }

    @Test
    void aCatIsShownAsYaml(Kubectl kubectl) {
        kubectl.file("lucky.yaml", Cats.yaml("mycat", "lucky"));
        kubectl.run("apply -f lucky.yaml").shows("cat.animal.skai.io/mycat created");

        var revision = kubectl.run("get cat mycat -o jsonpath={.metadata.resourceVersion}")
                .text();
        kubectl.run("get cat mycat -oyaml")
                .shows(
                        "apiVersion: animal.skai.io/v1alpha1",
                        "kind: Cat",
                        "metadata:",
                        "  annotations:",
                        "    kubectl.kubernetes.io/last-applied-configuration: |",
                        "      {\"apiVersion\":\"animal.skai.io/v1alpha1\",\"kind\":\"Cat\",\"metadata\":{\"annotations\":{},"
                                + "\"name\":\"mycat\",\"namespace\":\"default\"},\"spec\":{\"name\":\"lucky\"}}",
                        "  creationTimestamp: \"<time>\"",
                        "  generation: 1",
                        "  name: mycat",
                        "  namespace: default",
                        "  resourceVersion: \"" + revision + "\"",
                        "  uid: <uid>",
                        "spec:",
                        "  lives: 9",
                        "  name: lucky");
    }

    @Test
    void catsAreShownAsJson(Kubectl kubectl) {
        given(kubectl, Cats.yaml("tom"), Cats.yaml("felix"));

        var one = Administrator.json(kubectl.run("get cat tom -o json").text());
        assertThat(one.path("kind").asText()).isEqualTo("Cat");
        assertThat(one.path("apiVersion").asText()).isEqualTo("animal.skai.io/v1alpha1");
        assertThat(one.at("/spec/name").asText()).isEqualTo("tom");

        var list = Administrator.json(kubectl.run("get cats -o json").text());
        assertThat(list.path("kind").asText()).isEqualTo("List");
        assertThat(list.path("items"))
                .extracting(cat -> cat.at("/metadata/name").asText())
                .containsExactly("felix", "tom");
    }

    @Test
    void managedFieldsTellWhoWroteWhat(Kubectl kubectl) {
        given(kubectl, Cats.yaml("tom"));

        var managed = Administrator.json(
                        kubectl.run("get cat tom -o json --show-managed-fields").text())
                .at("/metadata/managedFields");
        assertThat(managed).hasSize(1);
        assertThat(managed.path(0).path("manager").asText()).isEqualTo("kubectl-create");
        assertThat(managed.path(0).path("operation").asText()).isEqualTo("Update");
        assertThat(managed.path(0).path("fieldsV1").toString())
                .isEqualTo("{\"f:spec\":{\".\":{},\"f:lives\":{},\"f:name\":{}}}");
    }

    @Test
    void namesAndSingleFieldsArePickedOut(Kubectl kubectl) {
        given(kubectl, Cats.yaml("tom", "Thomas"), Cats.yaml("felix", "Felix the Cat"));

        kubectl.run("get cats -o name").shows("cat.animal.skai.io/felix", "cat.animal.skai.io/tom");
        kubectl.run("get cat tom -o jsonpath={.spec.name}").shows("Thomas");
        kubectl.run("get cats -o 'jsonpath={range .items[*]}{.metadata.name}: {.spec.name}{\"\\n\"}{end}'")
                .shows("felix: Felix the Cat", "tom: Thomas");
        kubectl.run("get cats -o custom-columns=CAT:.metadata.name,CALLED:.spec.name")
                .shows("CAT     CALLED", "felix   Felix the Cat", "tom     Thomas");
        kubectl.run("get cats -o 'go-template={{len .items}}'").shows("2");
        kubectl.run("get cats -o wide").shows("NAME    CREATED AT", "felix   <time>", "tom     <time>");
    }

    @Test
    void labelsSelectCats(Kubectl kubectl) {
        given(
                kubectl,
                Cats.yaml("tom", "Tom", "{color: grey, size: big}"),
                Cats.yaml("felix", "Felix", "{color: black, size: big}"),
                Cats.yaml("kitty", "Kitty", "{color: black, size: small}"),
                Cats.yaml("stray"));

        kubectl.run("get cats -l color=black,size!=small -o name").shows("cat.animal.skai.io/felix");
        kubectl.run("get cats -l color!=black -o name").shows("cat.animal.skai.io/stray", "cat.animal.skai.io/tom");
        kubectl.run("get cats -l 'color in (grey, black),size' -o name")
                .shows("cat.animal.skai.io/felix", "cat.animal.skai.io/kitty", "cat.animal.skai.io/tom");
        kubectl.run("get cats -l !color -o name").shows("cat.animal.skai.io/stray");
        kubectl.run("get cats --show-labels")
                .shows(
                        "NAME    CREATED AT             LABELS",
                        "felix   <time>   color=black,size=big",
                        "kitty   <time>   color=black,size=small",
                        "stray   <time>   <none>",
                        "tom     <time>   color=grey,size=big");
        kubectl.run("get cats -L color -l size=small")
                .shows("NAME    CREATED AT             COLOR", "kitty   <time>   black");
    }

    @Test
    void fieldsSelectCats(Kubectl kubectl) {
        given(kubectl, Cats.yaml("tom"), Cats.yaml("felix"));

        kubectl.run("get cats --field-selector metadata.name=tom").shows("NAME   CREATED AT", "tom    <time>");
        kubectl.run("get cats --field-selector metadata.name!=tom -o name").shows("cat.animal.skai.io/felix");
        kubectl.run("get cats -A --field-selector metadata.namespace=default,metadata.name=tom -o name")
                .shows("cat.animal.skai.io/tom");
        var refused = kubectl.run("get cats --field-selector spec.name=tom");
        assertThat(refused.exit()).isOne();
        assertThat(refused.err()).startsWith("Error from server (BadRequest): ").contains("spec.name");
    }

    @Test
    void aListInChunksIsTheWholeList(Kubectl kubectl) {
        given(kubectl, Stream.of("a", "b", "c", "d", "e").map(Cats::yaml).toArray(String[]::new));

        kubectl.run("get cats --chunk-size=2")
                .shows(
                        "NAME   CREATED AT",
                        "a      <time>",
                        "b      <time>",
                        "c      <time>",
                        "d      <time>",
                        "e      <time>");
        var requests = kubectl.run("get cats --chunk-size=2 -v=6").err();
        assertThat(requests.lines().filter(line -> line.contains("limit=2"))).hasSize(3);
    }

    @Test
    void catsAreSorted(Kubectl kubectl) {
        given(kubectl, Cats.yaml("a", "Zorro"), Cats.yaml("b", "Mog"), Cats.yaml("c", "Arthur"));

        kubectl.run("get cats --sort-by={.spec.name}")
                .shows("NAME   CREATED AT", "c      <time>", "b      <time>", "a      <time>");
        kubectl.run("get cats --sort-by=.metadata.name -o name")
                .shows("cat.animal.skai.io/a", "cat.animal.skai.io/b", "cat.animal.skai.io/c");
    }

    @Test
    void severalCatsAreAskedForByName(Kubectl kubectl) {
        given(kubectl, Cats.yaml("tom"), Cats.yaml("felix"));

        kubectl.run("get cat tom felix").shows("NAME    CREATED AT", "tom     <time>", "felix   <time>");
        var half = kubectl.run("get cat tom nobody");
        assertThat(half.exit()).isOne();
        assertThat(half.lines()).containsExactly("NAME   CREATED AT", "tom    <time>");
        assertThat(half.err()).isEqualTo("Error from server (NotFound): cats.animal.skai.io \"nobody\" not found\n");
    }

    @Test
    void aCatIsDescribed(Kubectl kubectl) {
        given(kubectl, Cats.yaml("tom", "Thomas", "{color: grey}"));

        var revision = kubectl.run("get cat tom -o jsonpath={.metadata.resourceVersion}")
                .text();
        var described = kubectl.run("describe cat tom").lines();
        assertThat(described)
                .startsWith(
                        "Name:         tom",
                        "Namespace:    default",
                        "Labels:       color=grey",
                        "Annotations:  <none>",
                        "API Version:  animal.skai.io/v1alpha1",
                        "Kind:         Cat",
                        "Metadata:",
                        "  Creation Timestamp:  <time>",
                        "  Generation:          1",
                        "  Resource Version:    " + revision,
                        "  UID:                 <uid>",
                        "Spec:",
                        "  Lives:  9",
                        "  Name:   Thomas",
                        "Events:   <none>");
        kubectl.run("describe cat nobody")
                .refuses("Error from server (NotFound): cats.animal.skai.io \"nobody\" not found");
    }

    private static void given(Kubectl kubectl, String... cats) {
        kubectl.runReading(Stream.of(cats).collect(Collectors.joining("---\n")), "create -f -")
                .text();
    }
}
