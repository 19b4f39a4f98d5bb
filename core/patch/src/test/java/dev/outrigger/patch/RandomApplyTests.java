package dev.outrigger.patch;

import static dev.outrigger.patch.Given.MORNING;
import static dev.outrigger.patch.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What server-side apply promises for any schema and any objects. The number in a test's name is its seed.
class RandomApplyTests {
    private static final FieldManager NOAH = FieldManager.named("noah");
    private static final FieldManager SHEM = FieldManager.named("shem");
    private static final Value.Struct NOTHING = RandomBoats.boat(Value.Struct.EMPTY);

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /// One schema, in two versions that call the members of the spec by other names.
    private record World(RandomBoats boats) implements Versions {
        static final String V1 = "sea.example/v1";
        static final String V2 = "sea.example/v2";

        static World of(long seed) {
            return new World(new RandomBoats(seed));
        }

        @Override
        public Optional<Schema> schema(String apiVersion) {
            if (apiVersion.equals(V1)) return Optional.of(boats.schema());
            Map<String, Schema> renamed = new LinkedHashMap<>();
            boats.spec().properties().forEach((name, schema) -> renamed.put("new-" + name, schema));
            return Optional.of(RandomBoats.whole(Schema.object(renamed)));
        }

        @Override
        public Value.Struct convert(Value.Struct object, String apiVersion) {
            Map<String, Value> spec = new LinkedHashMap<>();
            object.struct("spec").members().forEach((name, value) -> {
                var bare = name.replace("new-", "");
                spec.put(apiVersion.equals(V1) ? bare : "new-" + bare, value);
            });
            return object.with("apiVersion", apiVersion).with("spec", new Value.Struct(spec));
        }

        Ownership in(String version) {
            return new Ownership(new GroupVersionKind("sea.example", version, "Boat"), this);
        }

        Value.Struct force(Optional<Value.Struct> live, Value.Struct wanted, FieldManager by) {
            return in("v1").apply(live, Given.forcing(wanted), by, MORNING);
        }

        /// What the object holds but for its owners, whatever the order.
        Value content(Value.Struct object) {
            return RandomBoats.sorted(boats.schema(), ManagedFields.remove(object));
        }

        FieldSet fields(Value.Struct object) {
            return new TypedObject(ManagedFields.remove(object), Shape.of(boats.schema()), V1)
                    .fields()
                    .difference(SystemFields.ALL);
        }

        FieldSet named(Value.Struct object) {
            return fields(object).withNamedFields(Optional.of(Shape.of(boats.schema())));
        }

        /// An object after random writes of two managers.
        Value.Struct life() {
            var live = force(Optional.empty(), boats.boat(), NOAH);
            for (int left = boats.random().nextInt(4); left > 0; left--) {
                var by = boats.random().nextBoolean() ? NOAH : SHEM;
                var wanted = boats.boat().with("metadata", live.struct("metadata"));
                live = boats.random().nextBoolean()
                        ? force(Optional.of(live), boats.boat(), by)
                        : in("v1").update(Optional.of(live), wanted, by, MORNING);
            }
            return live;
        }
    }

    private static FieldSet owned(Value.Struct object, FieldManager by) {
        return owners(object).entrySet().stream()
                .filter(owner -> owner.getKey().manager().equals(by.name()))
                .filter(owner -> owner.getKey().operation() == ManagerId.Operation.APPLY)
                .map(owner -> owner.getValue().fields())
                .findFirst()
                .orElse(FieldSet.EMPTY);
    }

    private static Map<ManagerId, OwnedSet> owners(Value.Struct object) {
        try {
            return ManagedFields.read(ManagedFields.of(object));
        } catch (ManagedFields.Malformed e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void whatIsAppliedIsThereAndOwnedAndApplyingItAgainChangesNothing(long seed) {
        var world = World.of(seed);
        var live = world.life();
        var wanted = world.boats().boat();
        var applied = world.force(Optional.of(live), wanted, NOAH);

        assertThat(owned(applied, NOAH)).isEqualTo(world.fields(wanted));
        assertThat(world.fields(wanted).difference(world.named(applied)).toString())
                .isEmpty();
        var again = world.in("v1").apply(Optional.of(applied), Given.applying(wanted), NOAH, NOON);
        assertThat(again).isEqualTo(applied);
        var idle = world.in("v1").update(Optional.of(applied), applied, FieldManager.named("idle"), NOON);
        assertThat(idle).isEqualTo(applied);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void whoAgreesSharesWithoutConflict(long seed) {
        var world = World.of(seed);
        var wanted = world.boats().boat();
        var live = world.force(Optional.empty(), wanted, NOAH);
        var shared = world.in("v1").apply(Optional.of(live), Given.applying(wanted), SHEM, MORNING);

        assertThat(world.content(shared)).isEqualTo(world.content(live));
        assertThat(owned(shared, SHEM)).isEqualTo(owned(shared, NOAH));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void disjointConfigurationsMergeInAnyOrder(long seed) {
        var world = World.of(seed);
        var whole = world.boats().boat();
        var parts = split(world, whole);
        var first = apply(world, parts.getFirst(), NOAH, parts.getLast(), SHEM);
        var second = apply(world, parts.getLast(), SHEM, parts.getFirst(), NOAH);

        assertThat(world.content(first)).isEqualTo(world.content(second));
        assertThat(world.content(first)).isEqualTo(world.content(whole));
        assertThat(owned(first, NOAH)).isEqualTo(owned(second, NOAH));
        assertThat(owned(first, SHEM)).isEqualTo(owned(second, SHEM));
    }

    private static Value.Struct apply(
            World world, Value.Struct one, FieldManager by, Value.Struct two, FieldManager next) {
        var live = world.in("v1").apply(Optional.empty(), Given.applying(one), by, MORNING);
        return world.in("v1").apply(Optional.of(live), Given.applying(two), next, MORNING);
    }

    /// Two objects with some members of the spec each.
    private static List<Value.Struct> split(World world, Value.Struct whole) {
        Map<String, Value> ours = new LinkedHashMap<>();
        Map<String, Value> theirs = new LinkedHashMap<>();
        whole.struct("spec").members().forEach((name, value) -> {
            if (world.boats().random().nextBoolean()) ours.put(name, value);
            else theirs.put(name, value);
        });
        return List.of(RandomBoats.boat(new Value.Struct(ours)), RandomBoats.boat(new Value.Struct(theirs)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void givingUpEverythingLeavesWhatOthersApplied(long seed) {
        var world = World.of(seed);
        var theirs = world.boats().boat();
        var live = world.force(Optional.empty(), world.boats().boat(), NOAH);
        live = world.force(Optional.of(live), theirs, SHEM);
        live = world.force(Optional.of(live), NOTHING, NOAH);
        var alone = world.force(Optional.empty(), theirs, SHEM);

        assertThat(world.content(live)).isEqualTo(world.content(alone));
        assertThat(owned(live, SHEM)).isEqualTo(owned(alone, SHEM));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void ownersAreTheSameWhateverVersionTheOthersSpeak(long seed) {
        var world = World.of(seed);
        var mine = world.boats().boat();
        var theirs = world.boats().boat();
        var live = world.force(Optional.empty(), mine, NOAH);
        var same = world.force(Optional.of(live), theirs, SHEM);

        var seen = world.convert(live, World.V2);
        var inV2 = Given.forcing(world.convert(theirs, World.V2));
        var other = world.in("v2").apply(Optional.of(seen), inV2, SHEM, MORNING);

        assertThat(world.content(world.convert(other, World.V1))).isEqualTo(world.content(same));
        assertThat(owned(other, NOAH)).isEqualTo(owned(same, NOAH));
        assertThat(names(owned(other, SHEM))).isEqualTo(names(owned(same, SHEM)));
        var left = world.in("v1")
                .apply(Optional.of(world.convert(other, World.V1)), Given.forcing(NOTHING), NOAH, MORNING);
        assertThat(world.content(left)).isEqualTo(world.content(world.force(Optional.of(same), NOTHING, NOAH)));
    }

    private static List<String> names(FieldSet fields) {
        var names = new ArrayList<String>();
        for (var path : fields.paths()) names.add(FieldSet.text(path).replace("new-", ""));
        return names.stream().sorted().toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void ownersSurviveJsonAndOwnOnlyWhatIsThere(long seed) throws ManagedFields.Malformed {
        var world = World.of(seed);
        var live = world.life();
        var text = Json.write(ManagedFields.of(live));
        var read = JsonReader.read(text).orElseThrow();

        assertThat(ManagedFields.write(live, ManagedFields.read(read))).isEqualTo(live);
        for (var owner : owners(live).values()) {
            assertThat(owner.fields().difference(world.named(live)).toString()).isEmpty();
        }
    }
}
