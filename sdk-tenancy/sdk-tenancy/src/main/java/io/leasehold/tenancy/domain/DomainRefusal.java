package io.leasehold.tenancy.domain;

/** Why a name may not be claimed by anybody. */
public enum DomainRefusal {
  /** Not a host name. */
  MALFORMED("this is not a host name; enter it like shop.example.com, without https:// and port"),
  /** A pattern of names. */
  WILDCARD("a wildcard cannot be claimed; claim each host by itself"),
  /** An address. */
  IP_ADDRESS("an IP address cannot be claimed; enter a host name"),
  /** No dot in it, or a name that exists on private networks only. */
  NOT_PUBLIC("this name does not exist on the public internet"),
  /** Too long for the name of its proof. */
  TOO_LONG("this name is too long for the DNS record that proves it"),
  /** A name under which others register theirs. */
  PUBLIC_SUFFIX("others register their names under this one; enter a name of your own below it"),
  /** The platform's own name, above it or below it. */
  PLATFORM("this name belongs to the platform"),
  /** A name that looks like another. */
  LOOKALIKE("characters of this name are easily taken for others; enter another name"),
  /** A registrable domain itself, where only names below one are taken. */
  APEX("the domain itself cannot be used here; enter a name below it, like www");

  private final String message;

  DomainRefusal(String message) {
    this.message = message;
  }

  /** What to tell the tenant. */
  public String message() {
    return message;
  }
}
