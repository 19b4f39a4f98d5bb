package dev.outrigger.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The flags that a server has beside those of all servers, and who reads them.
final class OwnFlags {
    private final List<Consumer<FlagSet>> flags = new ArrayList<>();
    private final Map<String, Consumer<FlagSet.Values>> readers = new LinkedHashMap<>();
    private final Map<String, String> presets = new LinkedHashMap<>();

    void text(String name, String placeholder, String preset, String description, Consumer<String> reader) {
        add(name, set -> set.text(name, placeholder, preset, description), given -> reader.accept(given.text(name)));
    }

    void toggle(String name, String description, Consumer<Boolean> reader) {
        add(name, set -> set.toggle(name, description), given -> reader.accept(given.on(name)));
    }

    void several(String name, String placeholder, String description, Consumer<List<String>> reader) {
        add(name, set -> set.several(name, placeholder, description), given -> reader.accept(given.several(name)));
    }

    private void add(String name, Consumer<FlagSet> flag, Consumer<FlagSet.Values> reader) {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("a flag's name is lower-case letters, digits and dashes, not " + name);
        }
        if (readers.put(name, reader) != null) throw new IllegalArgumentException("two flags are called --" + name);
        flags.add(flag);
    }

    void preset(String name, String value) {
        presets.put(name, value);
    }

    boolean isEmpty() {
        return flags.isEmpty();
    }

    /// Adds them to the flags of all servers.
    ///
    /// @throws IllegalArgumentException where one of those has the name, or a preset is for none of them
    FlagSet addTo(FlagSet known) {
        flags.forEach(flag -> flag.accept(known));
        presets.forEach(known::preset);
        return known;
    }

    /// Tells the readers what was given.
    void read(FlagSet.Values given) throws FlagSet.Mistake {
        for (var entry : readers.entrySet()) {
            try {
                entry.getValue().accept(given);
            } catch (IllegalArgumentException refused) {
                throw new FlagSet.Mistake("--" + entry.getKey() + ": " + refused.getMessage());
            }
        }
    }
}
