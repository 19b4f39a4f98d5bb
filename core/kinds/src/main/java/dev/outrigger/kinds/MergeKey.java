package dev.outrigger.kinds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The items of a list are told apart by this member of theirs, as conditions are by `type`: no two items may have the
/// same, strategic merge patches change the item that has it, and with server-side apply each item has owners of its
/// own.
///
/// ```java
/// record Status(@MergeKey("type") List<Condition> conditions) {}
/// ```
///
/// It is published as a list of type `map`. The member must be required, and a string, a whole number or a boolean.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface MergeKey {
    /// The member's name in JSON.
    String value();
}
