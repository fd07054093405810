package io.leasehold.tenancy.domain;

/** The answer to a {@link TlsAsk}. Answers have a status and nothing else. */
public enum TlsAnswer {
  /** The host is served: get a certificate. */
  PERMITTED(200),
  /** It is not, or it is no host, or the question came from elsewhere. */
  DENIED(404),
  /** Too many questions; ask later. */
  LIMITED(429),
  /** It is not known which hosts are served. No certificate, then. */
  UNAVAILABLE(503);

  private final int status;

  TlsAnswer(int status) {
    this.status = status;
  }

  /** The HTTP status. Everything but 200 means "no" to the servers that ask. */
  public int status() {
    return status;
  }
}
