package io.leasehold.isolation.explain;

/** Why a request was denied, as far as can be told here. */
public enum DenialCause {
  /** The tenant's policy does not have the action. */
  ACTION_NOT_GRANTED,
  /** The tenant's policy has the action, and not on that thing. */
  OTHER_RESOURCE,
  /** A condition of the tenant's policy is not met. */
  CONDITION_NOT_MET,
  /** A statement of the tenant's policy denies it. */
  DENIED,
  /** The tenant's policy allows it; something else does not. */
  ELSEWHERE,
  /** It was not the tenant's session that asked. Look at once: something signs as another. */
  OTHER_PRINCIPAL,
  /** The message does not tell who was refused what. */
  UNREADABLE
}
