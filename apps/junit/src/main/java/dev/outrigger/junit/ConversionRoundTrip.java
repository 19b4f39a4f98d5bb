package dev.outrigger.junit;

import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Tries the conversions of a resource: takes objects that its schemas allow from each version to the hub and back, and
/// from the hub to each version and back. Nothing may be lost or changed on the way.
///
/// ```java
/// @Test
/// void nothingIsLostBetweenTheVersions() {
///   ConversionRoundTrip.of(foos()).check();
/// }
/// ```
///
/// The objects are made up from the schemas, the same ones each time. Rules beyond the schema, CEL and the author's
/// own, are not asked.
public final class ConversionRoundTrip {
    private static final int OBJECTS = 200;
    private static final long SEED = 1;

    private final ResourceType type;
    private final int objects;
    private final long seed;
    private final Map<String, List<String>> given;
    private final List<String> mayChange;

    private ConversionRoundTrip(
            ResourceType type, int objects, long seed, Map<String, List<String>> given, List<String> mayChange) {
        this.type = type;
        this.objects = objects;
        this.seed = seed;
        this.given = given;
        this.mayChange = mayChange;
    }

    /// A trial of a resource's conversions.
    ///
    /// @throws IllegalArgumentException where the resource is not complete
    public static ConversionRoundTrip of(Resource<?> resource) {
        return of(resource.type());
    }

    /// A trial of a resource's conversions.
    public static ConversionRoundTrip of(ResourceType type) {
        return new ConversionRoundTrip(type, OBJECTS, SEED, Map.of(), List.of());
    }

    /// The same with so many objects of each version; 200 where nothing is said.
    public ConversionRoundTrip objects(int count) {
        return new ConversionRoundTrip(type, count, seed, given, mayChange);
    }

    /// The same with other objects.
    public ConversionRoundTrip seed(long other) {
        return new ConversionRoundTrip(type, objects, other, given, mayChange);
    }

    /// The same with texts to choose from for a field: for one whose pattern or meaning cannot be guessed.
    ///
    /// @param path such as `.spec.image`, with `[]` for the items of a list and `.*` for the values of a map
    public ConversionRoundTrip given(String path, String... texts) {
        var more = new LinkedHashMap<>(given);
        more.put(path, List.of(texts));
        return new ConversionRoundTrip(type, objects, seed, more, mayChange);
    }

    /// The same where a field, and what is in it, may be lost or changed: the versions differ there on purpose.
    ///
    /// @param path as for [#given]
    public ConversionRoundTrip mayChange(String path) {
        var more = new ArrayList<>(mayChange);
        more.add(path);
        return new ConversionRoundTrip(type, objects, seed, given, more);
    }

    /// Makes the trial.
    ///
    /// @throws AssertionError where a conversion loses or changes something, or fails; the message names each field
    ///     once, with an example
    /// @throws IllegalStateException where no object of a version can be made up; the message says what to do
    public void check() {
        var lost = new LinkedHashMap<String, String>();
        for (ResourceType.Version version : type.versions()) {
            if (version.name().equals(type.hub())) continue;
            forEach(version, object -> {
                var whole = type.completed(object, version);
                compare(version.name(), type.hub(), whole, type.fromHub(type.toHub(whole, version), version), lost);
            });
            forEach(type.hubVersion(), object -> {
                var back = type.toHub(type.fromHub(object, version), version);
                compare(type.hub(), version.name(), object, back, lost);
            });
        }
        Findings.check(
                "the conversions of " + type.groupResource() + " lose something (seed " + seed + ")",
                List.copyOf(lost.values()));
    }

    private interface Trip {
        void make(Value.Struct object);
    }

    private void forEach(ResourceType.Version version, Trip trip) {
        var random = new Random(seed);
        var sample = new Sample(random, given);
        for (int i = 0; i < objects; i++) {
            var object = sample.object(type, version, i == 0 ? Sample.Fill.EVERYTHING : Sample.Fill.SOME);
            try {
                trip.make(object);
            } catch (RuntimeException failed) {
                throw new AssertionError(
                        "an object of " + type.kind(version.name()) + " cannot be converted (seed " + seed + ", object "
                                + i + "): " + failed.getMessage() + "\n" + Sample.told(object),
                        failed);
            }
        }
    }

    private void compare(String from, String by, Value.Struct object, Value.Struct back, Map<String, String> lost) {
        for (Loss loss : Loss.between(object, back)) {
            var field = loss.path();
            boolean allowed = mayChange.stream()
                    .anyMatch(
                            path -> field.equals(path) || field.startsWith(path + ".") || field.startsWith(path + "["));
            if (allowed) continue;
            lost.putIfAbsent(from + " " + by + " " + field, from + " to " + by + " and back: " + loss);
        }
    }
}
