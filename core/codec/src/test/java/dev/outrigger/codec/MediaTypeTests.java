package dev.outrigger.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTests {
    private static final MediaType TABLE =
            MediaType.parse("application/json;as=Table;v=v1;g=meta.k8s.io").orElseThrow();
    private static final List<MediaType> OFFERED = List.of(MediaType.JSON, TABLE, MediaType.YAML);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|application/json",
                "Application/JSON; Charset=UTF-8|application/json;charset=UTF-8",
                "application/json;|application/json",
                "text/plain; a=\"b; \\\"c\\\"\" ; d=e|text/plain;a=b; \"c\";d=e",
                "application/apply-patch+yaml|application/apply-patch+yaml",
            })
    void aContentTypeIsReadAsGoReadsIt(String header, String text) {
        assertThat(MediaType.parse(header)).map(MediaType::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "/json",
                "application/",
                "a/b c",
                "a/b;c",
                "a/b;c=",
                "a/b;c=d e",
                "a/b;c=\"d",
                "a/b;c=1;C=2",
                "a/b,c/d"
            })
    void aMalformedContentTypeIsNone(String header) {
        assertThat(MediaType.parse(header)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b|a/b",
                "a/b,c/d|a/b c/d",
                "a/b;q=0.5, c/d|c/d a/b",
                "a/b;q=0.1,c/d;q=0.9,e/f;q=0.5|c/d e/f a/b",
                "*/*,a/*,a/b|a/b a/* */*",
                "*|*/*",
                "a/b;q=x,c/d|c/d a/b",
                "a/b;as=T;q=0.5;v=v1|a/b;as=T;v=v1",
                "bad,a/b/c,a/,a/b|a/b",
                "a/b;junk;c=1|a/b;c=1",
            })
    void acceptClausesAreOrderedAsGoautonegDoes(String header, String order) {
        var accepted = MediaType.accepted(header);
        assertThat(accepted.stream().map(MediaType::toString).collect(Collectors.joining(" ")))
                .isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|application/json",
                "*/*|application/json",
                "application/*|application/json",
                "application/yaml|application/yaml",
                "application/yaml;q=0.4,application/json;q=0.5|application/json",
                "text/html,application/xhtml+xml,*/*;q=0.8|application/json",
                "application/vnd.kubernetes.protobuf,application/json|application/json",
                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json|application/json;as=Table;v=v1;g=meta.k8s.io",
                "application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json|application/json",
                "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,*/*|application/json",
                "application/json;charset=utf-8|application/json;charset=utf-8",
                "application/json;stream=watch|application/json;stream=watch",
                "application/json;stream=other,application/yaml|application/yaml",
                "application/json;sv=v1,application/yaml|application/yaml",
            })
    void theClientsFirstLikingThatIsOfferedIsChosen(String accept, String chosen) {
        assertThat(MediaType.choose(accept, OFFERED)).map(MediaType::toString).contains(chosen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/*", ";", "*/json", "application/json;as=Other;v=v1;g=meta.k8s.io"})
    void nothingIsChosenWhereNothingFits(String accept) {
        assertThat(MediaType.choose(accept, OFFERED)).isEmpty();
    }

    @Test
    void nothingIsChosenFromNoOffer() {
        assertThat(MediaType.choose("", List.of())).isEmpty();
    }

    @Test
    void parametersAreAccessible() {
        assertThat(TABLE.parameter("as")).contains("Table");
        assertThat(TABLE.parameter("nope")).isEqualTo(Optional.empty());
        assertThat(TABLE.parameters()).isEqualTo(Map.of("as", "Table", "v", "v1", "g", "meta.k8s.io"));
        assertThat(TABLE.essence()).isEqualTo("application/json");
        assertThat(TABLE.isSameAs(MediaType.JSON)).isTrue();
        assertThat(TABLE.isSameAs(MediaType.YAML)).isFalse();
    }

    @Test
    void aVeryLongHeaderIsReadInReasonableTime() {
        assertThat(MediaType.accepted("a/b,".repeat(100_000))).hasSize(100);
    }
}
