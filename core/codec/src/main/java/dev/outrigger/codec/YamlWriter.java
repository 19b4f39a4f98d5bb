package dev.outrigger.codec;

import dev.outrigger.meta.GoText;
import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/// Writes values in YAML's block style.
final class YamlWriter {
    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setIndent(2)
            .setIndicatorIndent(0)
            .setWidth(80)
            .setUseUnicodeEncoding(true)
            .build();

    private final Text text = new Text();
    private final Emitter emitter = new Emitter(SETTINGS, text);

    private static final class Text implements StreamDataWriter {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(String more) {
            text.append(more);
        }

        @Override
        public void write(String more, int offset, int length) {
            text.append(more, offset, offset + length);
        }
    }

    byte[] document(Value value) {
        emitter.emit(new StreamStartEvent());
        emitter.emit(new DocumentStartEvent(false, Optional.empty(), Map.of()));
        node(value);
        emitter.emit(new DocumentEndEvent(false));
        emitter.emit(new StreamEndEvent());
        return text.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void node(Value value) {
        switch (value) {
            case Value.Null _ -> scalar("null", ScalarStyle.PLAIN);
            case Value.Bool(var bool) -> scalar(Boolean.toString(bool), ScalarStyle.PLAIN);
            case Value.Int(var number) -> scalar(Long.toString(number), ScalarStyle.PLAIN);
            case Value.Real(var number) -> scalar(real(number), ScalarStyle.PLAIN);
            case Value.Text(var content) -> text(content);
            case Value.Array(var items) -> {
                emitter.emit(new SequenceStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
                for (Value item : items) node(item);
                emitter.emit(new SequenceEndEvent());
            }
            case Value.Struct(var members) -> {
                emitter.emit(new MappingStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
                for (var member : new TreeMap<>(members).entrySet()) {
                    text(member.getKey());
                    node(member.getValue());
                }
                emitter.emit(new MappingEndEvent());
            }
        }
    }

    private void text(String content) {
        if (content.codePoints().anyMatch(YamlWriter::isInvisibleBreak)) scalar(content, ScalarStyle.DOUBLE_QUOTED);
        else if (content.indexOf('\n') >= 0) scalar(content, ScalarStyle.LITERAL);
        else if (YamlScalars.isPlainText(content)) scalar(content, ScalarStyle.PLAIN);
        else scalar(content, ScalarStyle.DOUBLE_QUOTED);
    }

    /// Whether readers of YAML 1.1 take the character for a line break or drop it.
    private static boolean isInvisibleBreak(int c) {
        return c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff;
    }

    private void scalar(String content, ScalarStyle style) {
        emitter.emit(
                new ScalarEvent(Optional.empty(), Optional.empty(), new ImplicitTuple(true, true), content, style));
    }

    /// A double as upstream's, which passes through JSON: a whole one is an integer where 64 bits hold it.
    private static String real(double number) {
        boolean whole = number == Math.rint(number) && number >= -0x1p63 && number < 0x1p64;
        return whole ? GoNumbers.json(number) : GoText.number(number);
    }
}
