package dev.outrigger.cache;

import dev.outrigger.codec.Json;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.kinds.ConversionException;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Value;
import dev.outrigger.store.Entry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One object at one revision, as the store holds it, and the encodings of it that were asked for so far.
///
/// It is shared by all readers. What it holds never changes; encodings are added.
public final class CachedObject {
    private static final VarHandle ENCODINGS;
    /// How often the stored bytes may be held in other forms. JSON as stored, CBOR, and the rows and metadata that
    /// kubectl and controllers ask for come to about three times.
    private static final int FORMS_KEPT = 4;

    /// What tiny objects may have besides, whose rows and metadata are larger than they are.
    private static final int SMALL_CHANGE = 4096;

    static {
        try {
            ENCODINGS = MethodHandles.lookup().findVarHandle(CachedObject.class, "encodings", Encoding[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private record Encoding(Form form, byte[] bytes) {}

    private final ObjectKey key;
    private final Entry entry;
    private final Revision revision;
    private final Map<String, String> labels;
    private final Map<String, Map<String, String>> fields;
    private final StoredForm form;
    private final StoredForms forms;
    private final Optional<UnreadableException> fault;

    @SuppressWarnings("FieldMayBeFinal") // set through the handle
    private volatile Encoding[] encodings = {};

    private @Nullable CachedObject last;

    private CachedObject(
            ObjectKey key,
            Entry entry,
            Revision revision,
            Map<String, String> labels,
            Map<String, Map<String, String>> fields,
            StoredForm form,
            StoredForms forms,
            Optional<UnreadableException> fault) {
        this.key = key;
        this.entry = entry;
        this.revision = revision;
        this.labels = labels;
        this.fields = fields;
        this.form = form;
        this.forms = forms;
        this.fault = fault;
    }

    static CachedObject of(ObjectKey key, Entry entry, Layout layout) {
        var forms = layout.forms();
        Value.Struct stored;
        try {
            stored = forms.read(entry);
        } catch (UnreadableException e) {
            return unreadable(key, entry, forms.none(), forms, e);
        }
        var form = forms.of(stored);
        try {
            var labels = labels(form.labelled(stored));
            var fields = layout.selectable().stored(stored, form);
            return new CachedObject(key, entry, entry.modified(), labels, fields, form, forms, Optional.empty());
        } catch (ConversionException e) {
            return unreadable(key, entry, form, forms, UnreadableException.unconverted(entry, e));
        }
    }

    /// It is there, and whoever reads it is told why it cannot be read.
    private static CachedObject unreadable(
            ObjectKey key, Entry entry, StoredForm form, StoredForms forms, UnreadableException fault) {
        return new CachedObject(key, entry, entry.modified(), Map.of(), Map.of(), form, forms, Optional.of(fault));
    }

    /// @param hub what the entry's bytes say, in the shape of the hub; they are in the version that is written
    static CachedObject of(ObjectKey key, Entry entry, Value.Struct hub, Layout layout) {
        var form = layout.forms().written();
        var fields = layout.selectable().values(hub);
        return new CachedObject(
                key, entry, entry.modified(), labels(hub), fields, form, layout.forms(), Optional.empty());
    }

    /// The same object as its deletion or its leaving a selector shows it: its last state at a later revision.
    /// One change ends a state, so one is kept, and all watchers share its encodings.
    synchronized CachedObject at(Revision later) {
        if (last == null || !last.revision.equals(later))
            last = new CachedObject(key, entry, later, labels, fields, form, forms, fault);
        return last;
    }

    private static Map<String, String> labels(Value.Struct object) {
        var labels = object.struct("metadata").struct("labels");
        if (labels.members().isEmpty()) return Map.of();
        var texts = new LinkedHashMap<String, String>();
        labels.members().forEach((name, value) -> {
            if (value instanceof Value.Text(var text)) texts.put(name, text);
        });
        return Map.copyOf(texts);
    }

    /// Where the object is.
    public ObjectKey key() {
        return key;
    }

    /// The store's entry: what a write that replaces this object expects.
    public Entry entry() {
        return entry;
    }

    /// The `resourceVersion` clients see.
    public Revision revision() {
        return revision;
    }

    /// The object's labels; none where it is not readable.
    public Map<String, String> labels() {
        return labels;
    }

    /// The value of a field that clients of a version may select by, besides name and namespace; the empty string
    /// for none, and empty where it is not known, as the object cannot be shown in that version.
    public Optional<String> field(String version, String name) {
        return Optional.ofNullable(fields.get(version)).map(values -> values.getOrDefault(name, ""));
    }

    /// The version that the stored bytes are in.
    public String storedVersion() {
        return form.name();
    }

    /// Whether nothing is known to keep it from being read as an object.
    public boolean isReadable() {
        return fault.isEmpty();
    }

    private void check() {
        fault.ifPresent(why -> {
            throw why;
        });
    }

    /// The object in the shape of the hub, `metadata.resourceVersion` set. Decoded anew on each call.
    ///
    /// @throws UnreadableException where what is stored cannot be read as an object
    public Value.Struct value() {
        var stored = stored();
        try {
            return form.toHub(stored);
        } catch (ConversionException e) {
            throw UnreadableException.unconverted(entry, e);
        }
    }

    /// The object in the version it is stored in, `metadata.resourceVersion` set. Decoded anew on each call.
    ///
    /// @throws UnreadableException where what is stored is known not to be readable as an object
    public Value.Struct stored() {
        check();
        var object = forms.read(entry);
        return object.with("metadata", object.struct("metadata").with("resourceVersion", revision.toString()));
    }

    /// The object's bytes in the version it is stored in, `metadata.resourceVersion` set, on one line with no break at
    /// its end. Made without a tree, unless it is stored in protobuf, or somebody stored it on many lines.
    ///
    /// @throws UnreadableException where what is stored is known not to be readable as an object
    public byte[] storedJson() {
        check();
        if (Protobuf.isDocument(entry.value()) || isOnManyLines(entry.value())) return Json.encode(stored());
        return Json.withResourceVersion(entry.value(), revision.toString());
    }

    private static boolean isOnManyLines(byte[] stored) {
        for (int i = 0; i < stored.length - 1; i++) {
            if (stored[i] == '\n' || stored[i] == '\r') return true;
        }
        return false;
    }

    /// The object's bytes in a form, made by `encoder` on first use and kept. Two first users may both make them.
    /// What is kept is bounded by the size of the object.
    public byte[] encoded(Form form, Function<CachedObject, byte[]> encoder) {
        for (Encoding encoding : encodings) {
            if (encoding.form == form || encoding.form.equals(form)) return encoding.bytes;
        }
        var bytes = encoder.apply(this);
        keep(new Encoding(form, bytes));
        return bytes;
    }

    /// Adds an encoding; where they become too many, the oldest ones give way, and are made anew when asked for.
    private void keep(Encoding encoding) {
        if (encoding.bytes.length > room()) return;
        while (true) {
            var old = encodings;
            int from = 0;
            long size = size(old) + encoding.bytes.length;
            while (size > room()) size -= old[from++].bytes.length;
            var changed = Arrays.copyOfRange(old, from, old.length + 1);
            changed[changed.length - 1] = encoding;
            if (ENCODINGS.compareAndSet(this, old, changed)) return;
        }
    }

    /// The most bytes of encodings: enough for the few forms that clients of one resource have in use.
    private long room() {
        return FORMS_KEPT * (long) entry.value().length + SMALL_CHANGE;
    }

    private static long size(Encoding[] encodings) {
        long size = 0;
        for (Encoding encoding : encodings) size += encoding.bytes.length;
        return size;
    }

    /// How many bytes it keeps in memory now: what is stored, and the encodings.
    long weight() {
        return entry.value().length + size(encodings);
    }
}
