package io.leasehold.isolation.iam;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses; a single address is the smallest range. */
final class AddressRange {

  // Literal addresses only, so that nothing is ever looked up by name.
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

  private final byte[] address;
  private final int prefix;

  private AddressRange(byte[] address, int prefix) {
    this.address = address;
    this.prefix = prefix;
  }

  static ExpectedValue compile(String text, boolean variables) {
    AddressRange range =
        read(text)
            .orElseThrow(() -> new PolicySyntaxException("\"" + text + "\" is no address range"));
    return (actual, request) ->
        readAddress(actual).map(a -> Fit.of(range.contains(a))).orElse(Fit.UNCLEAR);
  }

  private static Optional<AddressRange> read(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    return readAddress(literal)
        .flatMap(
            address -> {
              int bits = address.length * 8;
              String suffix = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
              return PREFIX.matcher(suffix).matches() && Integer.parseInt(suffix) <= bits
                  ? Optional.of(new AddressRange(address, Integer.parseInt(suffix)))
                  : Optional.empty();
            });
  }

  private static Optional<byte[]> readAddress(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private boolean contains(byte[] other) {
    int ignored = address.length * 8 - prefix;
    return other.length == address.length
        && new BigInteger(1, other)
            .shiftRight(ignored)
            .equals(new BigInteger(1, address).shiftRight(ignored));
  }
}
