package dev.outrigger.kinds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;

/// Finds types that Jackson could not make objects of, when the server starts and not at the first write.
final class Mappability {
    private Mappability() {}

    /// @throws IllegalArgumentException where objects of that type cannot be made; the message says what helps
    static void check(ObjectMapper mapper, JavaType type, BeanDescription description) {
        boolean plain = type.isRecordType() || type.isConcrete() && description.findDefaultConstructor() != null;
        if (plain) return;
        try {
            mapper.readerFor(type).readValue("{}");
        } catch (InvalidDefinitionException impossible) {
            throw new IllegalArgumentException(
                    "the type " + type.toCanonical() + " cannot be mapped: " + impossible.getOriginalMessage()
                            + "; make it a record, give it a constructor without arguments, or mark one with @JsonCreator",
                    impossible);
        } catch (JsonProcessingException _) {
            // It can be made, of more than nothing.
        }
    }
}
