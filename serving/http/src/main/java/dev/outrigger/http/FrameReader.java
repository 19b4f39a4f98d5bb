package dev.outrigger.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads a client's WebSocket frames (RFC 6455) from bytes as they come, and puts the fragments of a message together.
/// Used by one thread.
final class FrameReader {
    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int NOT_UTF8 = 1007;
    static final int TOO_BIG = 1009;

    private static final int LONGEST_HEAD = 14;
    private static final int LONGEST_CONTROL = 125;

    private final long most;
    private final ByteBuffer head = ByteBuffer.allocate(LONGEST_HEAD);
    private final ByteArrayOutputStream control = new ByteArrayOutputStream();
    private ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean ignoring;
    private boolean inMessage;
    private boolean text;
    private long messageLength;
    private boolean inPayload;
    private long left;
    private long done;

    /// What comes from a client.
    sealed interface Frame {
        /// A whole message.
        record Message(boolean text, byte[] bytes) implements Frame {}

        /// Is answered with a pong of the same bytes.
        record Ping(byte[] bytes) implements Frame {}

        /// The client closes. The code is 1005 where it gave none.
        record Close(int code) implements Frame {}

        /// What came is no WebSocket, or too much of it: the socket is to be closed with this code. The last frame.
        record Broken(int code) implements Frame {}
    }

    /// @param most the most bytes of a message
    FrameReader(long most) {
        this.most = most;
    }

    /// Messages are not kept from here on; how long they may be, and how they must be made, stays.
    void ignoreMessages() {
        ignoring = true;
        message = new ByteArrayOutputStream();
    }

    /// The frames that these bytes complete.
    List<Frame> read(byte[] bytes) {
        var frames = new ArrayList<Frame>();
        var in = ByteBuffer.wrap(bytes);
        try {
            while (inPayload || in.hasRemaining()) {
                if (!inPayload && !readHead(in)) break;
                if (!readPayload(in)) break;
                finish(frames);
            }
        } catch (BrokenFrame broken) {
            frames.add(new Frame.Broken(broken.code));
        }
        return frames;
    }

    /// @return whether the head is whole
    private boolean readHead(ByteBuffer in) throws BrokenFrame {
        while (in.hasRemaining()) {
            head.put(in.get());
            if (head.position() == 2) checkStart();
            if (head.position() < 2 || head.position() < headLength()) continue;
            beginPayload();
            return true;
        }
        return false;
    }

    private int headLength() {
        int length = head.get(1) & 0x7f;
        return 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + 4;
    }

    private int opcode() {
        return head.get(0) & 0x0f;
    }

    private boolean isFinal() {
        return (head.get(0) & 0x80) != 0;
    }

    private boolean isControl() {
        return opcode() >= 8;
    }

    private void checkStart() throws BrokenFrame {
        boolean reserved = (head.get(0) & 0x70) != 0;
        boolean masked = (head.get(1) & 0x80) != 0;
        int opcode = opcode();
        boolean known = opcode <= 2 || (opcode >= 8 && opcode <= 10);
        boolean whole = isFinal() && (head.get(1) & 0x7f) <= LONGEST_CONTROL;
        boolean inPlace = isControl() ? whole : inMessage == (opcode == 0);
        if (reserved || !masked || !known || !inPlace) throw new BrokenFrame(PROTOCOL_ERROR);
    }

    private void beginPayload() throws BrokenFrame {
        int length = head.get(1) & 0x7f;
        left = length == 126 ? head.getShort(2) & 0xffff : length == 127 ? head.getLong(2) : length;
        done = 0;
        inPayload = true;
        if (left < 0) throw new BrokenFrame(PROTOCOL_ERROR);
        if (isControl()) return;
        if (!inMessage) {
            text = opcode() == 1;
            messageLength = 0;
        }
        if (left > most - messageLength) throw new BrokenFrame(TOO_BIG);
        messageLength += left;
    }

    /// @return whether the payload is whole
    private boolean readPayload(ByteBuffer in) {
        int length = (int) Math.min(left, in.remaining());
        boolean kept = isControl() || !ignoring;
        if (kept) unmask(in, length);
        else in.position(in.position() + length);
        left -= length;
        done += length;
        return left == 0;
    }

    private void unmask(ByteBuffer in, int length) {
        var to = isControl() ? control : message;
        int mask = headLength() - 4;
        var bytes = new byte[length];
        in.get(bytes);
        for (int i = 0; i < length; i++) bytes[i] ^= head.get(mask + (int) ((done + i) & 3));
        to.writeBytes(bytes);
    }

    private void finish(List<Frame> frames) throws BrokenFrame {
        switch (opcode()) {
            case 8 -> frames.add(close());
            case 9 -> frames.add(new Frame.Ping(control.toByteArray()));
            case 10 -> {}
            default -> {
                inMessage = !isFinal();
                if (isFinal() && !ignoring) frames.add(message());
            }
        }
        control.reset();
        head.clear();
        inPayload = false;
    }

    private Frame message() throws BrokenFrame {
        var bytes = message.toByteArray();
        message = new ByteArrayOutputStream();
        if (text) checkText(bytes);
        return new Frame.Message(text, bytes);
    }

    private Frame close() throws BrokenFrame {
        var bytes = control.toByteArray();
        if (bytes.length == 0) return new Frame.Close(1005);
        if (bytes.length == 1) throw new BrokenFrame(PROTOCOL_ERROR);
        int code = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        boolean registered = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
        if (!registered && (code < 3000 || code > 4999)) throw new BrokenFrame(PROTOCOL_ERROR);
        checkText(Arrays.copyOfRange(bytes, 2, bytes.length));
        return new Frame.Close(code);
    }

    private static void checkText(byte[] bytes) throws BrokenFrame {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException _) {
            throw new BrokenFrame(NOT_UTF8);
        }
    }

    private static final class BrokenFrame extends Exception {
        private static final long serialVersionUID = 1;

        private final int code;

        BrokenFrame(int code) {
            super("close code " + code, null, false, false);
            this.code = code;
        }
    }
}
