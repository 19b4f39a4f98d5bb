package dev.outrigger.cel;

/// How an expression may speak of the value before the change, `oldSelf`.
public enum OldSelf {
    /// Of the same type as `self`. A rule that uses it is a transition rule, and runs only where there is an old value.
    VALUE,
    /// An optional of `self`'s type (`optionalOldSelf: true`): empty where there is no old value.
    OPTIONAL
}
