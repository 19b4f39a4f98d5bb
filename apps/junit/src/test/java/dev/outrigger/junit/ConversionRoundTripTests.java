package dev.outrigger.junit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.ConvertedMetadata;
import dev.outrigger.kinds.MetadataConversion;
import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.VersionConversion;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConversionRoundTripTests {
    enum Size2 {
        SMALL,
        LARGE
    }

    record Hub(Spec spec) {
        record Spec(
                @Required String image,
                @Min(1) @Max(9) Integer replicas,
                @Pattern("^[a-z]{2}-[0-9]+$") String zone,
                @Size(min = 2, max = 4) String code,
                Size2 size,
                List<Port> ports,
                Map<String, Integer> weights,
                Instant since,
                Double share,
                Boolean paused) {}

        record Port(String name, int number) {}
    }

    /// The same in other words.
    record Old(
            @Required String picture,
            @Min(1) @Max(9) Integer count,
            @Pattern("^[a-z]{2}-[0-9]+$") String zone,
            @Size(min = 2, max = 4) String code,
            Size2 size,
            List<Hub.Port> ports,
            Map<String, Integer> weights,
            Instant since,
            Double share,
            Boolean paused) {}

    private static Hub toHub(Old old) {
        return new Hub(new Hub.Spec(
                old.picture,
                old.count,
                old.zone,
                old.code,
                old.size,
                old.ports,
                old.weights,
                old.since,
                old.share,
                old.paused));
    }

    private static Old fromHub(Hub hub) {
        var spec = hub.spec() == null
                ? new Hub.Spec(null, null, null, null, null, null, null, null, null, null)
                : hub.spec();
        return new Old(
                spec.image,
                spec.replicas,
                spec.zone,
                spec.code,
                spec.size,
                spec.ports,
                spec.weights,
                spec.since,
                spec.share,
                spec.paused);
    }

    private static Resource<Hub> hub() {
        return Resource.of(Hub.class).in("trips.example.com", "v2").kind("Trip");
    }

    private static ConversionRoundTrip trip(VersionConversion<Old, Hub> conversion) {
        return ConversionRoundTrip.of(hub().version(Old.class, "v1", conversion))
                .given(".zone", "eu-1", "us-22")
                .given(".spec.zone", "ap-3");
    }

    @Test
    void aConversionThatKeepsEverythingPasses() {
        assertThatCode(
                        trip(VersionConversion.of(ConversionRoundTripTests::toHub, ConversionRoundTripTests::fromHub))
                                ::check)
                .doesNotThrowAnyException();
    }

    @Test
    void aFieldThatIsLostOnTheWayToTheHubIsNamed() {
        var forgetful = VersionConversion.of(
                (Old old) -> toHub(new Old(
                        old.picture,
                        old.count,
                        null,
                        old.code,
                        old.size,
                        old.ports,
                        old.weights,
                        old.since,
                        old.share,
                        old.paused)),
                ConversionRoundTripTests::fromHub);

        assertThatThrownBy(trip(forgetful)::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the conversions of trips.trips.example.com lose something (seed 1):")
                .hasMessageContaining("v1 to v2 and back: .zone is lost: it was \"")
                .hasMessageContaining("v2 to v1 and back: .spec.zone is lost: it was \"ap-3\"")
                .hasMessageNotContaining("picture");
    }

    @Test
    void aMemberOfAnItemThatChangesIsNamedOnce() {
        var careless = VersionConversion.of(ConversionRoundTripTests::toHub, (Hub hub) -> {
            var old = fromHub(hub);
            var ports = old.ports == null
                    ? null
                    : old.ports.stream()
                            .map(port -> new Hub.Port(port.name(), 80))
                            .toList();
            return new Old(
                    old.picture,
                    old.count,
                    old.zone,
                    old.code,
                    old.size,
                    ports,
                    old.weights,
                    old.since,
                    old.share,
                    old.paused);
        });

        assertThatThrownBy(trip(careless)::check)
                .hasMessageContaining("v1 to v2 and back: .ports[].number changes: it was ")
                .hasMessageContaining(", it is 80")
                .hasMessageMatching("(?s)[^\n]+(\n- [^\n]+){2}");
    }

    @Test
    void fieldsThatAreMixedUpAreFound() {
        var mixed = VersionConversion.of(
                (Old old) -> toHub(new Old(
                        old.zone,
                        old.count,
                        old.picture,
                        old.code,
                        old.size,
                        old.ports,
                        old.weights,
                        old.since,
                        old.share,
                        old.paused)),
                ConversionRoundTripTests::fromHub);

        assertThatThrownBy(trip(mixed)::check).hasMessageContaining(".picture changes: it was \"");
    }

    @Test
    void aConversionThatFailsIsToldWithTheObject() {
        var broken = VersionConversion.of(ConversionRoundTripTests::toHub, (Hub hub) -> {
            if (hub.spec() != null && hub.spec().paused() == null)
                throw new IllegalArgumentException("paused is missing");
            return fromHub(hub);
        });

        assertThatThrownBy(trip(broken)::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("cannot be converted (seed 1, object ", "paused is missing", "\"picture\":\"");
    }

    record Plain(String msg) {}

    record Rich(String msg, String extra) {}

    @Test
    void whatAVersionHasNoPlaceForIsLostUnlessItIsKeptInAnAnnotation() {
        var rich = Resource.of(Rich.class).in("trips.example.com", "v2");
        var loses = rich.version(
                Plain.class,
                "v1",
                VersionConversion.of((Plain plain) -> new Rich(plain.msg, null), (Rich hub) -> new Plain(hub.msg)));

        assertThatThrownBy(ConversionRoundTrip.of(loses)::check)
                .hasMessageContaining("v2 to v1 and back: .extra is lost: it was \"");
        assertThatCode(ConversionRoundTrip.of(loses).mayChange(".extra")::check).doesNotThrowAnyException();
        assertThatCode(ConversionRoundTrip.of(Resource.of(Rich.class)
                        .in("trips.example.com", "v2")
                        .version(Plain.class, "v1", new Annotated()))::check)
                .doesNotThrowAnyException();
    }

    private static final class Annotated implements MetadataConversion<Plain, Rich> {
        private static final String EXTRA = "trips.example.com/extra";

        @Override
        public Rich toHub(Plain plain, ConvertedMetadata metadata) {
            return new Rich(plain.msg, metadata.annotations().remove(EXTRA));
        }

        @Override
        public Plain fromHub(Rich hub, ConvertedMetadata metadata) {
            if (hub.extra != null) metadata.annotations().put(EXTRA, hub.extra);
            return new Plain(hub.msg);
        }
    }

    @Test
    void anObjectThatCannotBeGuessedIsAskedFor() {
        var trip = ConversionRoundTrip.of(hub().version(
                        Old.class,
                        "v1",
                        VersionConversion.of(ConversionRoundTripTests::toHub, ConversionRoundTripTests::fromHub)));

        assertThatThrownBy(trip::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("no object of", "zone", ".given(\"");
    }
}
