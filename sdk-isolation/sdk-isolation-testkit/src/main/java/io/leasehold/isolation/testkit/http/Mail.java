package io.leasehold.isolation.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who mail is from: addresses, the identities behind them, headers of raw mail. */
final class Mail {

  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");
  private static final Pattern NAMED = Pattern.compile("(?s)(.*)<([^<>]*)>\\s*");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\\\p{Cntrl}]*)\"");
  private static final Pattern PLAIN = Pattern.compile("[^\"<>@,;:()\\p{Cntrl}]*");

  private Mail() {}

  /**
   * An address with the name in front of it.
   *
   * @param name empty without one
   */
  record Sender(String name, String address) {}

  static Sender sender(String text) {
    Matcher named = NAMED.matcher(text);
    String address = named.matches() ? named.group(2).trim() : text.trim();
    if (!ADDRESS.matcher(address).matches()) {
      throw new Unreadable("\"" + text + "\" is no address of a sender");
    }
    String name = named.matches() ? named.group(1).trim() : "";
    Matcher quoted = QUOTED.matcher(name);
    if (quoted.matches()) {
      return new Sender(quoted.group(1), address);
    }
    if (!PLAIN.matcher(name).matches()) {
      throw new Unreadable("\"" + text + "\" may be more than one sender");
    }
    return new Sender(name, address);
  }

  /** The only sender of a mail, who may be named by the request and by the mail itself. */
  static Sender only(List<Sender> senders) {
    if (senders.isEmpty()) {
      throw new Unreadable("it names no sender");
    }
    if (senders.stream().map(Sender::address).distinct().count() > 1) {
      throw new Unreadable("the request and its mail name two senders");
    }
    return senders.get(0);
  }

  /** The verified identity that mail of the address is sent in the name of. */
  static String identityArn(SignedRequest request, String address) {
    String domain = address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    List<String> candidates = new ArrayList<>(List.of(address));
    for (String at = domain; at.indexOf('.') > 0; at = at.substring(at.indexOf('.') + 1)) {
      candidates.add(at);
    }
    return candidates.stream()
        .flatMap(candidate -> request.facts().named("mail identity", candidate).stream())
        .findFirst()
        .map(identity -> request.arn("ses", "identity/" + identity))
        .orElseThrow(
            () ->
                new Unreadable(
                    "which of %s is verified is not known: say it with AwsFacts.mailIdentity"
                        .formatted(candidates)));
  }

  /** The sender in the header of a raw mail. Headers that steer SES are not read. */
  static Optional<Sender> rawSender(byte[] mail) {
    String text = new String(mail, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    int end = text.indexOf("\n\n");
    String head = (end < 0 ? text : text.substring(0, end)).replaceAll("\n[ \t]+", " ");
    if (head.indexOf('\r') >= 0) {
      throw new Unreadable("its mail has line ends that not everybody takes for such");
    }
    List<Sender> senders = new ArrayList<>();
    for (String line : head.split("\n", -1)) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
      if (name.startsWith("x-ses-")) {
        throw new Unreadable("its mail steers SES with the header " + name);
      }
      if (name.equals("from")) {
        senders.add(sender(line.substring(colon + 1)));
      }
    }
    if (senders.size() > 1) {
      throw new Unreadable("its mail has several senders");
    }
    return senders.stream().findFirst();
  }
}
