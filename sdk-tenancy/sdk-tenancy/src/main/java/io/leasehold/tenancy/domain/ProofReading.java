package io.leasehold.tenancy.domain;

/** What an answer of DNS means for a proof. */
enum ProofReading {
  /** The proof is there. */
  SEEN,
  /** DNS says that it is not there. */
  MISSING,
  /** DNS says nothing. Never a reason to take anything away, nor to give anything. */
  UNKNOWN;

  /** The reading; a seam, so that tests can show what each rule is good for. */
  @FunctionalInterface
  interface Reader {
    ProofReading read(DomainChallenge challenge, DnsAnswer answer);
  }

  static ProofReading of(DomainChallenge challenge, DnsAnswer answer) {
    if (answer instanceof DnsAnswer.Unavailable) {
      return UNKNOWN;
    }
    return answer instanceof DnsAnswer.Found found && challenge.isProvenBy(found.values())
        ? SEEN
        : MISSING;
  }

  /** What to tell the tenant. */
  static String hint(DomainChallenge challenge, DnsAnswer answer) {
    String name = challenge.record().name();
    if (answer instanceof DnsAnswer.Alias) {
      return name + " is an alias (CNAME); publish the TXT record at the name itself";
    }
    if (answer instanceof DnsAnswer.Found) {
      return name + " has TXT records, none of which is the proof of this claim";
    }
    if (answer instanceof DnsAnswer.Unavailable unavailable) {
      return "DNS gave no answer for "
          + name
          + " ("
          + unavailable.cause()
          + "); if this stays so, check the name servers of the zone";
    }
    return "there is no TXT record at " + name + "; resolvers may take an hour to see a new one";
  }
}
