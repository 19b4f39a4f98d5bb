package dev.outrigger.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The flags a program knows and how they are read: as Go's servers read theirs, so that manifests written for one of
/// those start this one.
///
/// A value follows a space or an equals sign; a switch needs none, or takes `=true` or `=false`. Of a flag given twice
/// the last counts; a list takes all, each maybe several with commas between. Mistakes are told in the words of Go's
/// flag library.
final class FlagSet {
    private static final int WIDTH = 100;
    private static final String INDENT = "      ";

    private sealed interface Flag {
        String description();

        record Text(String placeholder, Optional<String> preset, String description) implements Flag {}

        record Switch(String description) implements Flag {}

        record Several(String placeholder, String description) implements Flag {}

        /// Known to others and without effect here.
        record Passed(Arity arity) implements Flag {
            @Override
            public String description() {
                return "";
            }
        }

        /// Known to others, and nothing that could be done without.
        record Refused(String description) implements Flag {}
    }

    /// Whether a flag takes a value.
    enum Arity {
        /// It needs none.
        SWITCH,
        /// It does.
        VALUE
    }

    private final Map<String, Flag> flags = new LinkedHashMap<>();

    /// A mistake on the command line; the message is one line.
    static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message);
        }
    }

    /// What was given on a command line, and what stands where nothing was given.
    static final class Values {
        private final FlagSet known;
        private final Map<String, List<String>> given = new HashMap<>();

        private Values(FlagSet known) {
            this.known = known;
        }

        /// The flag's value, or its preset.
        Optional<String> find(String name) {
            var values = given.get(name);
            if (values != null) return Optional.of(values.getLast());
            return known.flag(name) instanceof Flag.Text text ? text.preset() : Optional.empty();
        }

        /// Whether the flag was given.
        boolean has(String name) {
            return given.containsKey(name);
        }

        /// All values of a list.
        List<String> several(String name) {
            return given.getOrDefault(name, List.of()).stream()
                    .flatMap(values -> Stream.of(values.split(",")))
                    .toList();
        }

        /// The value of a flag that has a preset.
        String text(String name) {
            return find(name).orElseThrow();
        }

        /// The number a flag with a preset says.
        int number(String name) throws Mistake {
            try {
                return Integer.parseInt(text(name));
            } catch (NumberFormatException _) {
                throw invalid(name, text(name), "not a whole number");
            }
        }

        /// What was given and has no effect, a sentence for each.
        List<String> passed() {
            var sentences = new ArrayList<String>();
            for (String name : new TreeSet<>(given.keySet())) {
                if (known.flag(name) instanceof Flag.Passed) {
                    sentences.add("--" + name + " has no effect on this server");
                }
            }
            return sentences;
        }

        /// Whether a switch is on.
        boolean on(String name) {
            return find(name).orElse("false").equals("true");
        }
    }

    /// A flag that takes a value and is absent where it is not given.
    FlagSet text(String name, String placeholder, String description) {
        return add(name, new Flag.Text(placeholder, Optional.empty(), description));
    }

    private FlagSet add(String name, Flag flag) {
        var known = flags.put(name, flag);
        if (known != null && !isOthers(known))
            throw new IllegalArgumentException("there is a flag --" + name + " already");
        return this;
    }

    private static boolean isOthers(Flag flag) {
        return flag instanceof Flag.Passed || flag instanceof Flag.Refused;
    }

    /// A flag that takes a value.
    FlagSet text(String name, String placeholder, String preset, String description) {
        return add(name, new Flag.Text(placeholder, Optional.of(preset), description));
    }

    /// A flag that is on or off, and off where it is not given.
    FlagSet toggle(String name, String description) {
        return add(name, new Flag.Switch(description));
    }

    /// A flag that takes several values.
    FlagSet several(String name, String placeholder, String description) {
        return add(name, new Flag.Several(placeholder, description));
    }

    /// A flag of other servers that has no effect here, unless it is known already.
    FlagSet passed(String name, Arity arity) {
        flags.putIfAbsent(name, new Flag.Passed(arity));
        return this;
    }

    /// A flag of other servers that is refused, unless it is known already.
    FlagSet refused(String name, String why) {
        flags.putIfAbsent(name, new Flag.Refused(why));
        return this;
    }

    /// The flags of a part of the program.
    FlagSet also(UnaryOperator<FlagSet> part) {
        return part.apply(this);
    }

    /// Another preset for a flag that takes a value.
    ///
    /// @throws IllegalArgumentException where there is no such flag
    FlagSet preset(String name, String value) {
        var known = flag(name);
        if (!(known instanceof Flag.Text text)) {
            throw new IllegalArgumentException("the flag --" + name + " takes no single value that could be preset");
        }
        flags.put(name, new Flag.Text(text.placeholder(), Optional.of(value), text.description()));
        return this;
    }

    private Flag flag(String name) {
        var flag = flags.get(name);
        if (flag == null) throw new IllegalArgumentException("no flag --" + name);
        return flag;
    }

    /// Reads a command line.
    Values parse(List<String> args) throws Mistake {
        var values = new Values(this);
        for (var rest = args.iterator(); rest.hasNext(); ) {
            var arg = longForm(rest.next());
            if (!arg.startsWith("--") || arg.equals("--")) throw new Mistake("unknown argument: \"" + arg + "\"");
            int equals = arg.indexOf('=');
            var name = equals < 0 ? arg.substring(2) : arg.substring(2, equals);
            var value = equals < 0 ? null : arg.substring(equals + 1);
            var read = switch (flags.get(name)) {
                case null -> throw new Mistake("unknown flag: --" + name);
                case Flag.Switch _ -> state(name, value);
                case Flag.Passed passed when passed.arity() == Arity.SWITCH -> value != null ? value : "true";
                case Flag.Refused(var why) -> throw new Mistake("--" + name + " is not supported: " + why);
                case Flag.Text _, Flag.Several _, Flag.Passed _ -> value != null ? value : following(name, rest);
            };
            values.given.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(read);
        }
        return values;
    }

    /// The one short flag of Go's servers.
    private static String longForm(String arg) {
        return arg.equals("-v") || arg.startsWith("-v=") ? "-" + arg : arg;
    }

    private static String following(String name, Iterator<String> rest) throws Mistake {
        if (!rest.hasNext()) throw new Mistake("flag needs an argument: --" + name);
        return rest.next();
    }

    private static String state(String name, @Nullable String value) throws Mistake {
        return switch (value) {
            case null -> "true";
            default ->
                bool(value).map(String::valueOf).orElseThrow(() -> invalid(name, value, "neither true nor false"));
        };
    }

    /// A text as Go's `strconv.ParseBool` reads it; empty where it is neither.
    static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "true", "1", "t", "T", "TRUE", "True" -> Optional.of(true);
            case "false", "0", "f", "F", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Mistake invalid(String name, String value, String why) {
        return new Mistake("invalid argument \"" + value + "\" for \"--" + name + "\" flag: " + why);
    }

    /// All flags with what they mean, wrapped for a terminal.
    String usage() {
        var text = new StringBuilder();
        flags.forEach((name, flag) -> {
            if (isOthers(flag)) return;
            text.append("  --").append(name).append(placeholder(flag)).append('\n');
            flag.description().lines().forEach(line -> wrap(line, text));
        });
        return text.toString();
    }

    private static String placeholder(Flag flag) {
        return switch (flag) {
            case Flag.Switch _, Flag.Passed _, Flag.Refused _ -> "";
            case Flag.Several several -> " " + several.placeholder();
            case Flag.Text one ->
                " " + one.placeholder()
                        + one.preset().map(value -> " (default " + value + ")").orElse("");
        };
    }

    private static void wrap(String line, StringBuilder text) {
        int column = 0;
        for (String word : line.split(" ")) {
            if (column > 0 && column + word.length() >= WIDTH) {
                text.append('\n');
                column = 0;
            }
            text.append(column == 0 ? INDENT : " ").append(word);
            column += word.length() + (column == 0 ? INDENT.length() : 1);
        }
        text.append('\n');
    }
}
