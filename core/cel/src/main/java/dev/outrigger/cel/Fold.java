package dev.outrigger.cel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A loop over a list or a map: what `all`, `exists`, `map`, `filter` and their kin become.
///
/// @param first the slot of the item, or of the key where there are two variables
/// @param second the slot of the value; negative where there is one variable
record Fold(Node range, int first, int second, int accumulator, Node initial, Node condition, Node step, Node result)
        implements Node {

    @Override
    public Object eval(Frame frame) {
        Object over = range.eval(frame);
        Object start = initial.eval(frame);
        // Only the loop itself can name the accumulator: a map is filled in place.
        frame.set(accumulator, start instanceof Map<?, ?> map && map.isEmpty() ? new LinkedHashMap<>() : start);
        switch (over) {
            case List<?> list -> overList(list, frame);
            case Map<?, ?> map -> overMap(map, frame);
            default -> throw CelFault.noSuchOverload();
        }
        Object answer = result.eval(frame);
        frame.set(accumulator, null);
        return answer;
    }

    private void overList(List<?> list, Frame frame) {
        long index = 0;
        for (Object item : list) {
            if (!turn(frame, second < 0 ? item : (Object) index, item)) return;
            index++;
        }
    }

    private void overMap(Map<?, ?> map, Frame frame) {
        if (second < 0) {
            for (Object key : map.keySet()) if (!turn(frame, key, key)) return;
        } else {
            for (var entry : map.entrySet()) if (!turn(frame, entry.getKey(), entry.getValue())) return;
        }
    }

    private boolean turn(Frame frame, Object key, Object value) {
        frame.set(first, key);
        if (second >= 0) frame.set(second, value);
        if (Boolean.FALSE.equals(condition.eval(frame))) return false;
        frame.set(accumulator, evalStep(frame));
        return true;
    }

    /// An error of a step of `all` or `exists` stays in the accumulator, since a later item may decide without it.
    private Object evalStep(Frame frame) {
        if (!(step instanceof Logic)) return step.eval(frame);
        try {
            return step.eval(frame);
        } catch (CelFault fault) {
            return fault;
        }
    }

    /// `cel.bind` and `optMap`: a variable for an expression that is evaluated where it is first used.
    record Bind(int slot, Node value, Node result) implements Node {
        @Override
        public Object eval(Frame frame) {
            frame.charge(10); // for the empty list that the macro loops over
            frame.set(slot, new Deferred(value));
            Object answer = result.eval(frame);
            frame.set(slot, null);
            return answer;
        }
    }
}
