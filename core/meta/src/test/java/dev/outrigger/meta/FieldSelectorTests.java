package dev.outrigger.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.FieldSelector.Term;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSelectorTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x=a,y=b,z=c|x=a,y=b,z=c",
                "''|''",
                "x!=a,y==b|x!=a,y=b",
                "z=1,a=2|a=2,z=1",
                "x=a\\=\\=b|x=a\\=\\=b",
                "x=a\\,b|x=a\\,b",
                "x=\\\\|x=\\\\",
                "a=b,|a=b",
                ",a=b|a=b",
                "=|''",
                "x=|x=",
                "함=수,목=록|목=록,함=수",
            })
    void theTextOfASelectorIsCanonical(String text, String canonical) {
        assertThat(FieldSelector.parse(text)).hasToString(canonical);
        assertThat(FieldSelector.parse(canonical)).isEqualTo(FieldSelector.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|invalid selector: 'x'; can't understand 'x'",
                "x=a,b|invalid selector: 'x=a,b'; can't understand 'b'",
                "x in (a)|invalid selector: 'x in (a)'; can't understand 'x in (a)'",
                "x=a&&y=b|invalid field selector: unescaped character in value: 61",
                "x==a==b|invalid field selector: unescaped character in value: 61",
                "x=\\a|invalid field selector: invalid escape sequence: \\a",
                "x=\\|invalid field selector: invalid escape sequence: \\",
            })
    void whatIsNoSelectorIsRefusedInUpstreamsWords(String text, String message) {
        assertThatThrownBy(() -> FieldSelector.parse(text))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.status().code()).isEqualTo(400))
                .hasMessage(message);
    }

    @Test
    void termsMustAllHoldAndAnAbsentFieldIsEmpty() {
        var fields = Map.of("metadata.name", "tom", "spec.color", "red");
        assertThat(FieldSelector.parse("metadata.name=tom").matches(fields)).isTrue();
        assertThat(FieldSelector.parse("metadata.name!=tom").matches(fields)).isFalse();
        assertThat(FieldSelector.parse("metadata.name=tom,spec.color=blue").matches(fields))
                .isFalse();
        assertThat(FieldSelector.parse("spec.owner=").matches(fields)).isTrue();
        assertThat(FieldSelector.parse("spec.owner!=ann").matches(fields)).isTrue();
        assertThat(FieldSelector.parse("").matches(fields)).isTrue();
    }

    @Test
    void termsAreThereForAnIndex() {
        var selector = FieldSelector.parse("spec.color!=red,metadata.name==tom");
        assertThat(selector.terms())
                .containsExactly(new Term("metadata.name", "tom", false), new Term("spec.color", "red", true));
        assertThat(selector.requiredValue("metadata.name")).contains("tom");
        assertThat(selector.requiredValue("spec.color")).isEmpty();
        assertThat(selector.isEverything()).isFalse();
        assertThat(FieldSelector.EVERYTHING.isEverything()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyValueSurvivesItsText(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            var value = new StringBuilder();
            for (int left = random.nextInt(6); left > 0; left--) value.append("\\,=a! ".charAt(random.nextInt(6)));
            var selector = new FieldSelector(List.of(new Term("a", value.toString(), random.nextBoolean())));
            assertThat(FieldSelector.parse(selector.toString())).isEqualTo(selector);
        }
    }
}
