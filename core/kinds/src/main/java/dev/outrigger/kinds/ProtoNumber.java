package dev.outrigger.kinds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The number of a member in the protobuf message of its type. It is what is written in place of the member's name, so
/// it never changes, and that of a removed member is never given to another.
///
/// A type whose members all have one, and the types inside it too, is served and may be stored as protobuf. The members
/// of the object itself need none: `metadata` is 1, `spec` is 2 and `status` is 3, as with all Kubernetes types.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface ProtoNumber {
    /// The number: 1 to 536870911, without 19000 to 19999, which protobuf keeps for itself.
    int value();
}
