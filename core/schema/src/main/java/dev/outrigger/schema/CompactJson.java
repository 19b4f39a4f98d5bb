package dev.outrigger.schema;

import dev.outrigger.meta.GoText;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;

/// Writes a tree as JSON without white space: for messages, and as the YAML text of OpenAPI extensions.
final class CompactJson {
    private final StringBuilder text = new StringBuilder();

    private CompactJson() {}

    static String text(Value value) {
        var writer = new CompactJson();
        writer.write(value);
        return writer.text.toString();
    }

    private void write(Value value) {
        switch (value) {
            case Value.Null _ -> text.append("null");
            case Value.Bool(var bool) -> text.append(bool);
            case Value.Int(var number) -> text.append(number);
            case Value.Real(var number) -> text.append(GoText.number(number));
            case Value.Text(var string) -> quote(string);
            case Value.Array(var items) -> array(items);
            case Value.Struct(var members) -> object(members);
        }
    }

    private void array(List<Value> items) {
        text.append('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) text.append(',');
            write(items.get(i));
        }
        text.append(']');
    }

    private void object(Map<String, Value> members) {
        text.append('{');
        String comma = "";
        for (Map.Entry<String, Value> member : members.entrySet()) {
            text.append(comma);
            quote(member.getKey());
            text.append(':');
            write(member.getValue());
            comma = ",";
        }
        text.append('}');
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f) text.append(String.format("\\u%04x", (int) c));
                    else text.append(c);
                }
            }
        }
        text.append('"');
    }
}
