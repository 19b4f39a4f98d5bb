package dev.outrigger.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Kubernetes' functions, by the facts of its own tables and documentation.
class LibraryTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quantity('12Mi') == quantity('12288Ki')",
                "isQuantity('20')",
                "isQuantity('20M')",
                "isQuantity('20Mi')",
                "!isQuantity('20Mo')",
                "!isQuantity('10Mm')",
                "isQuantity('1e3')",
                "isQuantity('1E')",
                "isQuantity('.5')",
                "isQuantity('+1.5k')",
                "!isQuantity('')",
                "!isQuantity('1 Mi')",
                "!isQuantity('1e')",
                "quantity('200M') == quantity('0.2G') && quantity('0.2G') == quantity('200M')",
                "quantity('2M') == quantity('0.002G') && quantity('2000k') == quantity('2M')",
                "quantity('200M') != quantity('0.3G')",
                "quantity('1') == quantity('1000m') && quantity('1u') == quantity('1000n')",
                "quantity('0.1n') == quantity('1n')",
                "quantity('-0.1n') == quantity('-1n')",
                "quantity('50M').isLessThan(quantity('50Mi'))",
                "!quantity('100M').isLessThan(quantity('50M'))",
                "quantity('150Mi').isGreaterThan(quantity('100Mi'))",
                "quantity('200M').compareTo(quantity('0.2G')) == 0",
                "quantity('50M').compareTo(quantity('50Mi')) == -1",
                "quantity('50k').add(quantity('20')) == quantity('50.02k')",
                "!quantity('50k').add(20).isLessThan(quantity('50020'))",
                "quantity('50k').sub(quantity('20')) == quantity('49.98k')",
                "quantity('50k').sub(20) == quantity('49980')",
                "quantity('50k').add(20).sub(quantity('100k')).asInteger() == -49980",
                "quantity('50k').add(20).sub(quantity('100k')).sub(-50000).asInteger() == 20",
                "quantity('50k').asInteger() == 50000",
                "!quantity('9999999999999999999999999999999999999G').isInteger()",
                "quantity('50').isInteger()",
                "!quantity('1.0').isInteger()",
                "!quantity('1.5Gi').isInteger()",
                "quantity('1Gi').isInteger()",
                "quantity('50.703k').asApproximateFloat() == 50703.0",
                "quantity('-3').sign() == -1",
                "[quantity('9999999999999999999999999999999999999')].all(x, x.add(quantity('1')).compareTo(x.add(quantity('2'))) == -1)",
            })
    void quantities(String fact) {
        holds(fact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip('127.0.0.1').family() == 4",
                "ip('::1').family() == 6",
                "string(ip('2001:DB8::ABCD')) == '2001:db8::abcd'",
                "isIP('127.0.0.1')",
                "isIP('::1')",
                "!isIP('127.0.0.1.0')",
                "!isIP('::1%eth0')",
                "!isIP('192.168.0.01')",
                "!isIP('::ffff:1.2.3.4')",
                "isIP('1::')",
                "!isIP('1:2:3')",
                "isIP('64:ff9b::1.2.3.4')",
                "ip.isCanonical('127.0.0.1')",
                "ip.isCanonical('2001:db8::abcd')",
                "!ip.isCanonical('2001:DB8::ABCD')",
                "!ip.isCanonical('2001:db8::0:0:0:abcd')",
                "ip('127.0.0.1') == ip('127.0.0.1')",
                "ip('127.0.0.1') != ip('10.0.0.1')",
                "ip('2001:db8::abcd') == ip('2001:DB8::ABCD')",
                "ip('0.0.0.0').isUnspecified()",
                "!ip('127.0.0.1').isUnspecified()",
                "ip('::').isUnspecified()",
                "ip('127.0.0.1').isLoopback()",
                "ip('::1').isLoopback()",
                "!ip('192.168.0.1').isLoopback()",
                "ip('224.0.0.1').isLinkLocalMulticast()",
                "!ip('224.0.1.1').isLinkLocalMulticast()",
                "ip('ff02::1').isLinkLocalMulticast()",
                "!ip('fd00::1').isLinkLocalMulticast()",
                "ip('169.254.169.254').isLinkLocalUnicast()",
                "ip('fe80::1').isLinkLocalUnicast()",
                "!ip('fd80::1').isLinkLocalUnicast()",
                "ip('192.168.0.1').isGlobalUnicast()",
                "!ip('255.255.255.255').isGlobalUnicast()",
                "ip('2001:db8::abcd').isGlobalUnicast()",
                "!ip('ff00::1').isGlobalUnicast()",
                "cidr('192.168.0.0/24').containsIP(ip('192.168.0.1'))",
                "!cidr('192.168.0.0/24').containsIP('192.168.1.1')",
                "cidr('192.168.0.0/16').containsCIDR(cidr('192.168.10.0/24'))",
                "!cidr('192.168.1.0/24').containsCIDR('192.168.2.0/24')",
                "cidr('192.168.0.1/24').ip() == ip('192.168.0.1')",
                "cidr('::1/128').ip().family() == 6",
                "cidr('192.168.0.1/24').masked() == cidr('192.168.0.0/24')",
                "cidr('192.168.0.1/24') != cidr('192.168.0.1/24').masked()",
                "cidr('192.168.0.0/16').prefixLength() == 16",
                "string(cidr('::1/128')) == '::1/128'",
                "isCIDR('192.168.0.0/16')",
                "!isCIDR('192.168.0.0')",
                "!isCIDR('192.168.0.0/33')",
                "!isCIDR('::1/0128')",
                "!cidr('192.168.0.0/16').containsIP('::1')",
            })
    void addressesAndNetworks(String fact) {
        holds(fact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url('/path').getScheme() == ''",
                "url('https://example.com/').getScheme() == 'https'",
                "url('https://example.com:80/').getHost() == 'example.com:80'",
                "url('https://[::1]:80/').getHost() == '[::1]:80'",
                "url('https://[::1]/').getHost() == '[::1]'",
                "url('/path').getHost() == ''",
                "url('https://example.com:80/').getHostname() == 'example.com'",
                "url('https://[::1]:80/').getHostname() == '::1'",
                "url('https://[::1]/').getHostname() == '::1'",
                "url('https://example.com:80/').getPort() == '80'",
                "url('https://example.com/').getPort() == ''",
                "url('https://example.com/path').getEscapedPath() == '/path'",
                "url('https://example.com/with space').getEscapedPath() == '/with%20space'",
                "url('https://example.com').getEscapedPath() == ''",
                "url('https://example.com/path?k1=a&k2=b&k2=c').getQuery() == {'k1': ['a'], 'k2': ['b', 'c']}",
                "url('https://example.com/path?key with spaces=value with spaces').getQuery() == {'key with spaces': ['value with spaces']}",
                "url('https://example.com/path?').getQuery() == {}",
                "url('https://example.com/path').getQuery() == {}",
                "isURL('https://example.com/path')",
                "isURL('/path')",
                "!isURL('../relative')",
                "!isURL('')",
                "!isURL('https://a:b:c/')",
                "!isURL('https://exa mple.com/')",
                "isURL('mailto:a@b')",
                "!isURL('https://x/%zz')",
            })
    void urls(String fact) {
        holds(fact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "semver('1.2.3').major() == 1 && semver('1.2.3').minor() == 2 && semver('1.2.3').patch() == 3",
                "isSemver('1.2.3-beta.1+build.1')",
                "!isSemver('01.01.01')",
                "!isSemver('v1.0')",
                "!isSemver('1.0')",
                "isSemver('v1.0', true)",
                "isSemver('1.0', true)",
                "isSemver('01.01.01', true)",
                "!isSemver('v0.1-alpha', true)",
                "!isSemver('1.0 ', true)",
                "semver('v01.01', true) == semver('1.1.0')",
                "semver('1.2.3').isGreaterThan(semver('1.2.2'))",
                "semver('1.2.3-alpha').isLessThan(semver('1.2.3'))",
                "semver('1.0.0-alpha.1').isLessThan(semver('1.0.0-alpha.beta'))",
                "semver('1.0.0-2').isLessThan(semver('1.0.0-10'))",
                "semver('1.0.0+a') == semver('1.0.0+b')",
                "semver('1.2.3').compareTo(semver('0.1.2')) == 1",
                "semver('1.2.3') == semver('1.2.3')",
            })
    void versions(String fact) {
        holds(fact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!format.dns1123Label().validate('my-name').hasValue()",
                "format.dns1123Label().validate('My').hasValue()",
                "!format.dns1123Subdomain().validate('a.b-c').hasValue()",
                "!format.dns1035Label().validate('a1').hasValue()",
                "format.dns1035Label().validate('1a').hasValue()",
                "!format.qualifiedName().validate('a.b/c').hasValue()",
                "!format.dns1123LabelPrefix().validate('my-').hasValue()",
                "!format.labelValue().validate('').hasValue()",
                "format.uri().validate('not a uri').hasValue()",
                "!format.uuid().validate('123e4567-e89b-12d3-a456-426614174000').hasValue()",
                "format.uuid().validate('x').value() == ['does not match the UUID format']",
                "format.byte().validate('%').value() == ['invalid base64']",
                "!format.date().validate('2021-01-01').hasValue()",
                "!format.datetime().validate('2021-01-01T00:00:00Z').hasValue()",
                "format.datetime().validate('2021').value() == ['invalid datetime']",
                "format.named('uuid').hasValue()",
                "!format.named('nope').hasValue()",
                "'abc123def45'.find('[0-9]+') == '123'",
                "'abc'.find('[0-9]+') == ''",
                "'abc123def45'.findAll('[0-9]+') == ['123', '45']",
                "'123 456 789'.findAll('[0-9]+', 2) == ['123', '456']",
                "'123'.findAll('[0-9]+', 0) == []",
                "[1, 2, 3].isSorted()",
                "!['b', 'a'].isSorted()",
                "[].isSorted()",
                "[1, 2].sum() == 3",
                "[1.5, 2.0].sum() == 3.5",
                "[duration('1m'), duration('1s')].sum() == duration('61s')",
                "[3, 1, 2].max() == 3",
                "['b', 'a'].min() == 'a'",
                "[1, 2, 2].indexOf(2) == 1",
                "[1, 2, 2].lastIndexOf(2) == 2",
                "[1].indexOf(5) == -1",
                "[1, 2, 2].distinct() == [1, 2]",
                "[3, 1].sort() == [1, 3]",
                "lists.range(3) == [0, 1, 2]",
                "[1, 2, 3].slice(1, 2) == [2]",
                "[[1], [2]].flatten() == [1, 2]",
                "[1, 2].reverse() == [2, 1]",
                "optional.of(1).orValue(2) == 1",
                "[?optional.none(), 1] == [1]",
                "'%s'.format([['a', 1.0]]) == '[\"a\", 1.000000]'",
                "'%.2f'.format([1234567.891]) == '1,234,567.89'",
                "'%s'.format([{'a': 'b'}]) == '{\"a\":\"b\"}'",
                "strings.quote('a\"b') == '\"a\\\\\"b\"'",
            })
    void formatsExpressionsListsAndText(String fact) {
        holds(fact);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            quantity('10Mm').isInteger() | unable to parse quantity's suffix
            quantity('9999999999999999999999999999999999999G').asInteger() == 1 | cannot convert value to integer
            ip('::ffff:1.2.3.4').family() == 4 | IPv4-mapped IPv6 address "::ffff:1.2.3.4" is not allowed
            ip('::1%eth0').family() == 6 | IP address "::1%eth0" with zone value is not allowed
            [self].filter(x, x == 'b').max() == 'a' | max called on empty list
            {'a': self}['b'] == 'a' | no such key: b
            [self][3] == 'a' | index out of bounds: 3
            1 / (size(self) - 1) == 0 | division by zero
            1 % (size(self) - 1) == 0 | modulus by zero
            9223372036854775807 + size(self) == 0 | integer overflow
            dyn(self) < 5 | no such overload
            optional.none().value() == 1 | optional.none() dereference
            """)
    void errorsAreWordedAsGoWordsThem(String rule, String message) {
        assertThat(Given.outcome(Given.STRING, Value.of("a"), rule)).isEqualTo(new CelOutcome.Failure(message));
    }

    private static void holds(String fact) {
        assertThat(Given.outcome(Given.STRING, Value.of("a"), fact)).isEqualTo(new CelOutcome.Answer(Value.of(true)));
    }
}
