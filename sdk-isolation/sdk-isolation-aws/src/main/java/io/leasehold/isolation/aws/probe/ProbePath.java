package io.leasehold.isolation.aws.probe;

/** The requests of one {@link SdkPath}. */
interface ProbePath {

  /** Sends as the SDK is often used: the way on which a tenant's credentials may get lost. */
  void lose(ProbeBench bench) throws Exception;

  /** Sends as this library does it. */
  void bind(ProbeBench bench) throws Exception;
}
