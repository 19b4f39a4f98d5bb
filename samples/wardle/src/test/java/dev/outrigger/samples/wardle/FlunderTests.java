package dev.outrigger.samples.wardle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.junit.ServerExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Flunders in both versions: conversion, defaulting, validation.
class FlunderTests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Main::server);

    private Wardle wardle;

    @BeforeEach
    void open(KubernetesClient client) {
        wardle = new Wardle(client);
        for (String path : new String[] {Wardle.flunders("v1beta1"), Wardle.fischers()}) wardle.delete(path);
    }

    @Test
    void bothVersionsAreServedAndTheBetterIsPreferred() {
        var group = wardle.get("/apis/wardle.example.com");

        assertThat(group).contains("\"preferredVersion\":{\"groupVersion\":\"wardle.example.com/v1beta1\"");
        assertThat(wardle.get("/apis/wardle.example.com/v1alpha1")).contains("\"fischers\"", "\"flunders\"");
        assertThat(wardle.get("/apis/wardle.example.com/v1beta1"))
                .contains("\"flunders\"")
                .doesNotContain("\"fischers\"", "flunders/status");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'reference': 'f'                             | {referenceType=Flunder, flunderReference=f}",
                "'reference': 'f', 'referenceType': 'Flunder' | {referenceType=Flunder, flunderReference=f}",
                "'reference': 'f', 'referenceType': 'Fischer' | {referenceType=Fischer, fischerReference=f}",
                "                                             | {}"
            })
    void theOlderVersionBecomesTheNewer(String older, String newer) {
        wardle.create(Wardle.flunders("v1alpha1"), Wardle.flunder("v1alpha1", "one", older == null ? "" : older));

        var spec = wardle.read(Wardle.flunders("v1beta1") + "/one").get("spec");

        assertThat(spec).isEqualTo(members(newer));
    }

    private static Map<String, Object> members(String text) {
        return Wardle.parsed(text.equals("{}") ? text : text.replaceAll("(\\w+)=(\\w+)", "\"$1\": \"$2\""));
    }

    @Test
    void theNewerVersionBecomesTheOlderAndAnEmptySpecStaysEmpty() {
        wardle.create(
                Wardle.flunders("v1beta1"),
                Wardle.flunder("v1beta1", "one", "'fischerReference': 'f', 'referenceType': 'Fischer'"));
        var bare = wardle.create(Wardle.flunders("v1beta1"), Wardle.flunder("v1beta1", "bare", ""));

        assertThat(wardle.read(Wardle.flunders("v1alpha1") + "/one").get("spec"))
                .isEqualTo(Map.of("reference", "f", "referenceType", "Fischer"));
        assertThat(bare).containsEntry("spec", Map.of()).containsEntry("status", Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'flunderReference': 'a', 'fischerReference': 'b', 'referenceType': 'Flunder' | spec.fischerReference: Invalid value: \"b\": cannot be set with flunderReference at the same time",
                "'flunderReference': 'a' | spec.flunderReference: Invalid value: \"a\": cannot be set if referenceType is not Flunder",
                "'fischerReference': 'b' | spec.fischerReference: Invalid value: \"b\": cannot be set if referenceType is not Fischer",
                "'referenceType': 'Fischer' | spec.fischerReference: Invalid value: \"\": cannot be empty if referenceType is Fischer",
                "'referenceType': 'Flunder' | spec.flunderReference: Invalid value: \"\": cannot be empty if referenceType is Flunder",
                "'referenceType': 'Boat' | spec.referenceType: Invalid value: \"Boat\": must be Flunder or Fischer"
            })
    void whatContradictsItselfIsInvalid(String spec, String error) {
        wardle.refuses(
                Wardle.flunders("v1beta1"),
                Wardle.flunder("v1beta1", "one", spec),
                422,
                "Flunder.wardle.example.com \"one\" is invalid: " + error);
    }

    @Test
    void anyPathSegmentIsAName() {
        var created = wardle.create(Wardle.flunders("v1beta1"), Wardle.flunder("v1beta1", "Not_DNS", ""));

        assertThat(created.get("metadata")).hasFieldOrPropertyWithValue("name", "Not_DNS");
        assertThat(created.get("metadata").toString()).doesNotContain("generation");
    }

    @Test
    void anUpdateNeedsTheRevisionItStartsFrom() {
        wardle.create(Wardle.flunders("v1beta1"), Wardle.flunder("v1beta1", "one", ""));
        var unconditional = Wardle.parsed(Wardle.flunder("v1beta1", "one", "").replace('\'', '"'));

        assertThatThrownBy(() -> wardle.replace(Wardle.flunders("v1beta1") + "/one", unconditional))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        failure -> assertThat(failure.getStatus().getMessage())
                                .contains(
                                        "metadata.resourceVersion: Invalid value: 0: must be specified for an update"));
    }

    @Test
    void aNameThatAFischerDisallowsIsForbidden() {
        wardle.create(Wardle.flunders("v1beta1"), Wardle.flunder("v1beta1", "old", ""));
        wardle.create(Wardle.fischers(), Wardle.fischer("strict", "old", "bad"));

        for (String version : new String[] {"v1alpha1", "v1beta1"}) {
            wardle.refuses(
                    Wardle.flunders(version),
                    Wardle.flunder(version, "bad", ""),
                    403,
                    "flunders.wardle.example.com \"bad\" is forbidden: this name may not be used, please change the resource name");
        }
        wardle.create(Wardle.flunders("v1beta1"), Wardle.flunder("v1beta1", "good", ""));
        assertThat(wardle.read(Wardle.flunders("v1beta1") + "/old")).containsKey("spec");
    }
}
