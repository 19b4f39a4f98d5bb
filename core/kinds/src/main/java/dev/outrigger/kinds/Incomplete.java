package dev.outrigger.kinds;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;

/// Reads objects that may lack what their class calls required: rules that fill in and prepare are run before anybody
/// has looked whether all is there, which the schema then tells in its own words.
final class Incomplete extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    private Incomplete() {}

    /// The same mapper, to which nothing is required. What is missing is null.
    static ObjectMapper reader(ObjectMapper mapper) {
        var own = mapper.getDeserializationConfig().getAnnotationIntrospector();
        return mapper.copy().setAnnotationIntrospector(AnnotationIntrospector.pair(new Incomplete(), own));
    }

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
        return false;
    }
}
