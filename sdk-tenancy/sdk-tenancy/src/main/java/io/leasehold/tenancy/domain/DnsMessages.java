package io.leasehold.tenancy.domain;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** DNS messages (RFC 1035): questions for TXT records out, answers in. */
final class DnsMessages {

  private static final int TXT = 16;
  private static final int CNAME = 5;
  private static final int INTERNET = 1;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int MAX_JUMPS = 32;

  private DnsMessages() {}

  static byte[] question(int id, String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(12);
    header.putShort((short) id).putShort((short) RECURSION_DESIRED).putShort((short) 1);
    out.writeBytes(header.array());
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.writeBytes(new byte[] {0, 0, TXT, 0, INTERNET});
    return out.toByteArray();
  }

  /** What a message says. */
  sealed interface Reply {
    /** It is no answer to our question; the real one may still come. */
    record NotOurs() implements Reply {}

    /** There is more than fits; ask by TCP. */
    record Truncated() implements Reply {}

    /** It is the answer. */
    record Says(DnsAnswer answer) implements Reply {}
  }

  static Reply read(byte[] message, int id, String name) {
    ByteBuffer in = ByteBuffer.wrap(message);
    try {
      int answersId = in.getShort() & 0xFFFF;
      int flags = in.getShort() & 0xFFFF;
      int questions = in.getShort();
      int answers = in.getShort() & 0xFFFF;
      in.getInt();
      boolean ours =
          answersId == id
              && (flags & 0xF800) == 0x8000
              && questions == 1
              && name(in).equalsIgnoreCase(name)
              && in.getShort() == TXT
              && in.getShort() == INTERNET;
      if (!ours) {
        return new Reply.NotOurs();
      }
      return (flags & 0x0200) != 0
          ? new Reply.Truncated()
          : new Reply.Says(answer(in, flags, answers, name));
    } catch (BufferUnderflowException | IllegalArgumentException malformed) {
      return new Reply.Says(new DnsAnswer.Unavailable(DnsAnswer.Cause.UNUSABLE));
    }
  }

  private static DnsAnswer answer(ByteBuffer in, int flags, int answers, String name) {
    int code = flags & 0xF;
    if (code != 0 && code != 3) {
      return new DnsAnswer.Unavailable(
          code == 2
              ? DnsAnswer.Cause.SERVER_FAILURE
              : code == 5 ? DnsAnswer.Cause.REFUSED : DnsAnswer.Cause.UNUSABLE);
    }
    List<String> texts = new ArrayList<>();
    Optional<String> alias = Optional.empty();
    for (int i = 0; i < answers; i++) {
      boolean here = name(in).equalsIgnoreCase(name);
      int type = in.getShort();
      boolean internet = in.getShort() == INTERNET;
      in.getInt();
      int end = (in.getShort() & 0xFFFF) + in.position();
      if (here && internet && type == TXT) {
        texts.add(text(in, end));
      } else if (here && internet && type == CNAME) {
        alias = Optional.of(name(in));
      }
      in.position(end);
    }
    if (alias.isPresent()) {
      return new DnsAnswer.Alias(alias.get());
    }
    // "Nothing" from a server that neither owns the zone nor asked on is a referral, no answer.
    if ((flags & 0x0480) == 0) {
      return new DnsAnswer.Unavailable(DnsAnswer.Cause.UNUSABLE);
    }
    if (code == 3) {
      return new DnsAnswer.NoSuchName();
    }
    return texts.isEmpty() ? new DnsAnswer.NoRecord() : new DnsAnswer.Found(texts);
  }

  // A value of several strings is one text (RFC 7208 3.3, and every zone editor).
  private static String text(ByteBuffer in, int end) {
    StringBuilder text = new StringBuilder();
    while (in.position() < end) {
      byte[] part = new byte[in.get() & 0xFF];
      in.get(part);
      text.append(new String(part, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  private static String name(ByteBuffer in) {
    StringBuilder name = new StringBuilder();
    int back = -1;
    for (int jumps = 0; ; ) {
      int length = in.get() & 0xFF;
      if (length == 0) {
        break;
      }
      if (length >= 0xC0) {
        int target = ((length & 0x3F) << 8) | (in.get() & 0xFF);
        back = back < 0 ? in.position() : back;
        if (++jumps > MAX_JUMPS) {
          throw new IllegalArgumentException("a name that never ends");
        }
        in.position(target);
      } else if (length > 63) {
        throw new IllegalArgumentException("no label");
      } else {
        byte[] label = new byte[length];
        in.get(label);
        name.append(name.isEmpty() ? "" : ".")
            .append(new String(label, StandardCharsets.ISO_8859_1));
      }
    }
    if (back >= 0) {
      in.position(back);
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
