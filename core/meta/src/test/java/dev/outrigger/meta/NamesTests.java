package dev.outrigger.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTests {
    private static final String SUBDOMAIN =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start"
                    + " and end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String LABEL =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end"
                    + " with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private static final String LABEL_1035 =
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic"
                    + " character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for"
                    + " validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
    private static final String KEY =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
                    + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private static final String LABEL_VALUE =
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start"
                    + " and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used"
                    + " for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a.b", "a-b.c-d", "a--1.0", "example.com"})
    void lowerCaseLabelsJoinedByDotsAreASubdomain(String name) {
        assertThat(Names.dns1123Subdomain(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a-", "-a", "a..b", ".a", "a.", "A", "a_b", "a b", "a\n", "ä", "1.2.3.-"})
    void anythingElseIsNoSubdomain(String name) {
        assertThat(Names.dns1123Subdomain(name)).containsExactly(SUBDOMAIN);
    }

    @Test
    void aSubdomainHasAtMost253Bytes() {
        assertThat(Names.dns1123Subdomain("a".repeat(253))).isEmpty();
        assertThat(Names.dns1123Subdomain("a".repeat(254))).containsExactly("must be no more than 253 bytes");
        assertThat(Names.dns1123Subdomain("ä".repeat(127)))
                .containsExactly("must be no more than 253 bytes", SUBDOMAIN);
    }

    @Test
    void aLabelHasNoDotsAndAtMost63Bytes() {
        assertThat(Names.dns1123Label("1-a")).isEmpty();
        assertThat(Names.dns1123Label("a.b")).containsExactly("must not contain dots");
        assertThat(Names.dns1123Label("A")).containsExactly(LABEL);
        assertThat(Names.dns1123Label("")).containsExactly(LABEL);
        assertThat(Names.dns1123Label("a".repeat(64))).containsExactly("must be no more than 63 bytes");
    }

    @Test
    void aServiceNameStartsWithALetter() {
        assertThat(Names.dns1035Label("a-1")).isEmpty();
        assertThat(Names.dns1035Label("1a")).containsExactly(LABEL_1035);
        assertThat(Names.dns1035Label("a.b")).containsExactly(LABEL_1035);
        assertThat(Names.dns1035Label("")).containsExactly(LABEL_1035);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"simple", "now-with-dashes", "1-starts-with-num", "1234", "simple/simple", "example.com/My.Name"
            })
    void aQualifiedNameIsANameWithAnOptionalDnsPrefix(String name) {
        assertThat(Names.qualifiedName(name)).isEmpty();
    }

    @Test
    void eachPartOfABadQualifiedNameIsNamed() {
        assertThat(Names.qualifiedName("/b")).containsExactly("prefix part must be non-empty");
        assertThat(Names.qualifiedName("a/")).containsExactly("name part must be non-empty", "name part " + KEY);
        assertThat(Names.qualifiedName("")).containsExactly("name part must be non-empty", "name part " + KEY);
        assertThat(Names.qualifiedName("A/b")).containsExactly("prefix part " + SUBDOMAIN);
        assertThat(Names.qualifiedName("a/b c")).containsExactly("name part " + KEY);
        assertThat(Names.qualifiedName("a".repeat(64))).containsExactly("name part must be no more than 63 bytes");
        assertThat(Names.qualifiedName("a/b/c"))
                .containsExactly("a valid label key " + KEY
                        + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    }

    @Test
    void aLabelValueMayBeEmpty() {
        assertThat(Names.labelValue("")).isEmpty();
        assertThat(Names.labelValue("A_b.c-1")).isEmpty();
        assertThat(Names.labelValue("a/b")).containsExactly(LABEL_VALUE);
        assertThat(Names.labelValue("-a")).containsExactly(LABEL_VALUE);
        assertThat(Names.labelValue("a".repeat(64))).containsExactly("must be no more than 63 bytes");
    }

    @Test
    void aPathSegmentIsAlmostAnything() {
        assertThat(Names.pathSegment("Ä b")).isEmpty();
        assertThat(Names.pathSegment(".")).containsExactly("may not be '.'");
        assertThat(Names.pathSegment("..")).containsExactly("may not be '..'");
        assertThat(Names.pathSegment("a/b%c")).containsExactly("may not contain '/'", "may not contain '%'");
    }

    @Test
    void aVeryLongNameIsJudgedWithoutOverflowingTheStack() {
        assertThat(Names.dns1123Subdomain("a.".repeat(1_000_000) + "a"))
                .containsExactly("must be no more than 253 bytes");
        assertThat(Names.qualifiedName("a".repeat(1_000_000) + "/b"))
                .containsExactly("prefix part must be no more than 253 bytes");
    }

    @Test
    void aGeneratedNameIsTheBaseAndFiveLettersThatSpellNothing() {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(Names.generate("cat-", random)).matches("cat-[bcdfghjklmnpqrstvwxz2456789]{5}");
        }
    }

    @Test
    void aGeneratedNameFitsALabel() {
        assertThat(Names.generate("a".repeat(100), new Random(1))).hasSize(63).startsWith("a".repeat(58));
    }
}
