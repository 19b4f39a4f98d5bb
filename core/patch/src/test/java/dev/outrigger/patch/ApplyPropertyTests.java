package dev.outrigger.patch;

import static dev.outrigger.patch.Given.MORNING;
import static dev.outrigger.patch.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// What holds for any sequence of applies and updates.
class ApplyPropertyTests {
    private static final List<String> MANAGERS = List.of("noah", "shem", "ham");

    @RepeatedTest(300)
    void ownersAlwaysOwnWhatIsThereAndApplyingAgainChangesNothing(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        Optional<Value.Struct> live = Optional.empty();
        for (int step = 0; step < 6; step++) {
            var by = FieldManager.named(MANAGERS.get(random.nextInt(3)));
            var wanted = Given.boat("{}").with("spec", spec(random));
            boolean applies = random.nextInt(3) > 0;
            var stored = applies
                    ? Given.ownership().apply(live, Given.forcing(wanted), by, MORNING)
                    : Given.ownership().update(live, wanted, by, MORNING);
            if (applies) checkApplied(stored, wanted, by);
            checkOwners(stored);
            live = Optional.of(stored);
        }
    }

    private static void checkApplied(Value.Struct stored, Value.Struct wanted, FieldManager by) {
        var again = Given.ownership().apply(Optional.of(stored), Given.applying(wanted), by, NOON);
        assertThat(again).isEqualTo(stored);
        var nothing = Given.ownership().update(Optional.of(stored), stored, FieldManager.named("idle"), NOON);
        assertThat(nothing).isEqualTo(stored);
        var shape = Shape.of(Given.BOATS);
        var merged = Merging.merge(shape, ManagedFields.remove(stored), wanted);
        assertThat(Values.same(merged, ManagedFields.remove(stored))).isTrue();
    }

    /// Every owned field is in the object, and the stored form can be read back.
    private static void checkOwners(Value.Struct stored) {
        assertThat(Ownership.problem(stored)).isEmpty();
        var there = OwnedFields.of(Shape.of(Given.BOATS), stored);
        var named = there.withNamedFields(Optional.of(Shape.of(Given.BOATS)));
        for (String manager : MANAGERS) {
            for (String operation : List.of("Apply", "Update")) {
                for (var path : fields(stored, manager, operation).paths()) {
                    assertThat(named.has(path))
                            .as("%s owns %s", manager, FieldSet.text(path))
                            .isTrue();
                }
            }
        }
    }

    private static FieldSet fields(Value.Struct stored, String manager, String operation) {
        try {
            for (var owner : ManagedFields.read(ManagedFields.of(stored)).entrySet()) {
                if (owner.getKey().manager().equals(manager)
                        && owner.getKey().operation().text().equals(operation))
                    return owner.getValue().fields();
            }
            return FieldSet.EMPTY;
        } catch (ManagedFields.Malformed e) {
            throw new AssertionError(e);
        }
    }

    private static Value.Struct spec(Random random) {
        Map<String, Value> spec = new LinkedHashMap<>();
        if (random.nextBoolean()) spec.put("name", Value.of("n" + random.nextInt(3)));
        if (random.nextBoolean()) spec.put("sails", Value.of(random.nextInt(3)));
        if (random.nextBoolean()) spec.put("crew", Value.Array.ofTexts(some(random, List.of("a", "b", "c", "d"))));
        if (random.nextBoolean()) spec.put("log", Value.Array.ofTexts(some(random, List.of("x", "y"))));
        if (random.nextBoolean()) spec.put("cabins", cabins(random));
        if (random.nextBoolean()) spec.put("engine", Value.object("power", random.nextInt(2)));
        if (random.nextBoolean()) spec.put("colour", Value.object("hull", "c" + random.nextInt(2)));
        if (random.nextBoolean()) spec.put("flags", Value.object("f" + random.nextInt(2), "" + random.nextInt(2)));
        if (random.nextBoolean()) spec.put("holds", Value.object("h" + random.nextInt(2), Value.object("tons", 1)));
        if (random.nextBoolean())
            spec.put("extra", Value.object("e" + random.nextInt(2), Value.object("x", Value.NULL)));
        return new Value.Struct(spec);
    }

    private static Value cabins(Random random) {
        var cabins = new ArrayList<Value>();
        for (String name : some(random, List.of("p", "q", "r"))) {
            var cabin = Value.object("name", name);
            cabins.add(random.nextBoolean() ? cabin.with("beds", Value.of(random.nextInt(2))) : cabin);
        }
        return new Value.Array(cabins);
    }

    /// Some of the texts, but at least one: an empty set or map list has no owner, so that a second apply of
    /// one may bring it back, upstream too.
    private static List<String> some(Random random, List<String> all) {
        var some = new ArrayList<>(all);
        java.util.Collections.shuffle(some, random);
        return some.subList(0, 1 + random.nextInt(all.size()));
    }
}
