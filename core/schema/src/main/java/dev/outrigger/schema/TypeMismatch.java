package dev.outrigger.schema;

/// A value of the wrong JSON type.
///
/// @param field the path of the value, such as `spec.list[0].x`
/// @param found what is there, in the words of Go's decoder: `string`, `number 1.5`, `object`, `array`, `bool`
/// @param struct the type that holds the value, such as `CatSpec`
/// @param structField the path as Go's decoder has it, without indices and map keys, such as `spec.list.x`
/// @param wanted the Go type that the schema stands for, such as `int64`
public record TypeMismatch(String field, String found, String struct, String structField, String wanted) {

    /// The sentence of Go's decoder:
    /// `json: cannot unmarshal string into Go struct field CatSpec.spec.lives of type int64`.
    public String message() {
        return "json: cannot unmarshal " + found + " into Go struct field " + struct + "." + structField + " of type "
                + wanted;
    }
}
