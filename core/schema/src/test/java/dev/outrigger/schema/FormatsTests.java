package dev.outrigger.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        date-time | 2024-02-29T12:00:00Z | 2024-02-30T12:00:00Z
        date-time | 2024-01-01t23:59:59.123+01:00 | 2024-01-01T24:00:00Z
        datetime  | 2024-01-01T00:00:00-05:30 | 2024-01-01 00:00:00Z
        date-time | 2024-01-01T00:00:00Z | 2024-01-01T00:00:00
        date      | 2024-12-31 | 2024-13-01
        date      | 2023-02-28 | 2023-02-29
        duration  | 1h30m | 1x
        duration  | -1.5s | soon
        duration  | 22 hours | ''
        duration  | 0 | 5
        uuid      | 123E4567-e89b-12d3-a456-426614174000 | 123e4567
        uuid      | 123e4567e89b12d3a456426614174000 | 123e4567-e89b-12d3-a456-42661417400g
        uuid3     | 123e4567-e89b-32d3-a456-426614174000 | 123e4567-e89b-42d3-a456-426614174000
        uuid4     | 123e4567-e89b-42d3-a456-426614174000 | 123e4567-e89b-42d3-c456-426614174000
        uuid5     | 123e4567-e89b-52d3-b456-426614174000 | 123e4567-e89b-42d3-b456-426614174000
        ipv4      | 10.0.0.1 | 10.0.0.256
        ipv4      | 010.0.0.1 | 10.0.0
        ipv6      | 2001:db8::1 | 2001:db8::1::2
        ipv6      | ::ffff:10.0.0.1 | 10.0.0.1
        ipv6      | 1:2:3:4:5:6:7:8 | 1:2:3:4:5:6:7
        ipv6      | :: | 1:2:3:4:5:6:7:8::
        cidr      | 10.0.0.0/8 | 10.0.0.0/33
        cidr      | fd00::/64 | fd00::/129
        mac       | 01:23:45:67:89:ab | 01:23:45:67:89
        mac       | 0123.4567.89ab | 01:23-45:67:89:ab
        email     | tom@example.com | tom
        email     | Tom <tom@example.com> | tom@
        uri       | https://example.com/a?b=c | example.com
        uri       | /path | relative/path
        hostname  | example.com | -example.com
        hostname  | localhost | a..b
        byte      | aGk= | aGk
        byte      | aGkh | ''
        hexcolor  | #fff | #ffff
        rgbcolor  | rgb(0, 255, 10) | rgb(0,256,0)
        ssn       | 123-45-6789 | 123456789
        isbn      | 978-0321751041 | 978-0321751042
        isbn10    | 0321751043 | 0321751044
        isbn13    | 9780321751041 | 0321751043
        creditcard | 4111 1111 1111 1111 | 4111 1111 1111 1112
        bsonobjectid | 507f1f77bcf86cd799439011 | 507f1f77
        k8s-short-name | tom-1 | Tom
        k8s-long-name | tom.example | tom..example
        """)
    void aFormatTellsGoodFromBad(String format, String good, String bad) {
        var check = Formats.check(format).orElseThrow();

        assertThat(check.test(good)).as(good).isTrue();
        assertThat(check.test(bad)).as(bad).isFalse();
    }
}
