package dev.outrigger.patch;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import dev.outrigger.patch.Patch.Operation;
import java.util.List;

/// Carries out a JSON patch (RFC 6902) with the habits of evanphx/json-patch v4, which upstream uses and
/// clients have met: a negative index counts from the end, a member that is not there reads as `null` (so
/// `replace` may create it and `copy` copies `null`), an operation without a value means `null`. One habit is
/// left behind: `add`, `copy` and `move` put the whole document too, as the RFC has it.
final class JsonPatching {
    /// How much larger copies may make a document, as upstream's `JSONPatchMaxCopyBytes`.
    private static final long MAX_COPIED_BYTES = 3L * 1024 * 1024;

    private Draft document;
    private long copiedBytes;

    private JsonPatching(Value document) {
        this.document = new Draft.Closed(document).open();
    }

    static Value.Struct apply(List<Operation> operations, Value.Struct live) {
        var patching = new JsonPatching(live);
        operations.forEach(patching::step);
        var result = patching.document.close();
        if (result instanceof Value.Struct object) return object;
        var why = "json: cannot unmarshal array into Go value of type map[string]interface {}";
        throw ApiException.invalid(
                new GroupVersionKind("", "", ""), "", List.of(FieldError.invalid("patch", Json.write(result), why)));
    }

    private void step(Operation operation) {
        switch (operation) {
            case Operation.Add(var path, var value) -> add(path, new Draft.Closed(value));
            case Operation.Remove(var path) -> place(path).remove();
            case Operation.Replace(var path, var value) -> replace(path, value);
            case Operation.Move(var from, var path) -> {
                var source = place(from);
                var moved = source.get();
                source.remove();
                add(path, moved);
            }
            case Operation.Copy(var from, var path) -> {
                var copied = place(from).get().close();
                count(copied);
                add(path, new Draft.Closed(copied));
            }
            case Operation.Test(var path, var value) -> {
                var actual = path.isEmpty() ? document : place(path).get();
                if (!actual.close().equals(value)) throw Bodies.rejected();
            }
        }
    }

    private void add(String path, Draft value) {
        if (path.isEmpty()) become(value);
        else place(path).add(value);
    }

    private void replace(String path, Value value) {
        var replacement = new Draft.Closed(value);
        if (path.isEmpty()) become(replacement);
        else place(path).set(replacement);
    }

    private void become(Draft value) {
        var opened = value.open();
        if (opened instanceof Draft.Closed) throw Bodies.rejected();
        document = opened;
    }

    private void count(Value copied) {
        copiedBytes += Json.length(copied);
        if (copiedBytes > MAX_COPIED_BYTES) throw Bodies.rejected();
    }

    /// The place a pointer leads to. Its container must be there, the place itself need not.
    private Place place(String path) {
        var tokens = path.split("/", -1);
        if (tokens.length < 2) throw Bodies.rejected();
        var container = document;
        for (int i = 1; i < tokens.length - 1; i++) container = enter(container, unescape(tokens[i]));
        return Place.in(container, unescape(tokens[tokens.length - 1]));
    }

    private static Draft enter(Draft container, String token) {
        var place = Place.in(container, token);
        var child = place.get();
        var opened = child.open();
        if (opened instanceof Draft.Closed) throw Bodies.rejected();
        if (opened != child) place.set(opened);
        return opened;
    }

    private static String unescape(String token) {
        return token.replace("~1", "/").replace("~0", "~");
    }
}
