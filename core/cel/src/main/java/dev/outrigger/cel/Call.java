package dev.outrigger.cel;

import java.util.List;

/// A call of a function whose arguments are all evaluated before it.
///
/// @param overloads the implementations that the type checker leaves possible
record Call(String function, List<Overload> overloads, List<Node> arguments) implements Node {

    @Override
    public Object eval(Frame frame) {
        var values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) values[i] = arguments.get(i).eval(frame);
        Overload chosen = choose(values);
        Object result;
        try {
            result = chosen.body().apply(frame, values);
        } catch (Frame.Exhausted e) {
            throw e;
        } catch (Exception e) {
            throw Faults.of(e, function, values);
        }
        frame.charge(CallCost.of(function, chosen.id(), values, result));
        return result;
    }

    private Overload choose(Object[] values) {
        for (var overload : overloads) if (overload.takes(values)) return overload;
        throw CelFault.noSuchOverload();
    }
}
