package io.leasehold.tenancy.domain;

/**
 * A record that the tenant has to put into its zone.
 *
 * @param type for instance {@code TXT}, {@code CNAME}, {@code ALIAS}
 * @param name the full name, without a trailing dot
 * @param value the value, as a zone editor wants it
 */
public record DnsRecord(String type, String name, String value) {

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if the type or the name is blank or has a space in it
   */
  public DnsRecord {
    value = PlainText.of(value);
    if (!type.matches("\\S+") || !name.matches("\\S+")) {
      throw new IllegalArgumentException("a DNS record has a type and a name without spaces");
    }
  }

  /** The record as one line: type, name and value, separated by single spaces. */
  public String line() {
    return type + ' ' + name + ' ' + value;
  }

  /**
   * The record out of {@link #line()}.
   *
   * @throws IllegalArgumentException if the text is no such line
   */
  public static DnsRecord ofLine(String line) {
    String[] parts = line.split(" ", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a DNS record: type, name and value are needed");
    }
    return new DnsRecord(parts[0], parts[1], parts[2]);
  }
}
