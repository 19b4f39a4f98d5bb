package dev.outrigger.kinds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;

/// Where a value does not fit an author's type, in the client's words: Jackson's own name Java classes.
final class Misfit {
    private Misfit() {}

    static String of(JsonProcessingException failure) {
        var path = new StringBuilder();
        if (failure instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                if (step.getFieldName() == null)
                    path.append('[').append(step.getIndex()).append(']');
                else path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "it does not fit the kind" : "the value of " + path + " does not fit its field";
    }
}
