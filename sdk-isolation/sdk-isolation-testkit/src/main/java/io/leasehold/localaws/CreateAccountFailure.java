package io.leasehold.localaws;

/** The reasons that AWS publishes for a CreateAccount that ends in state FAILED. */
public enum CreateAccountFailure {
  /** The organization has as many accounts as it may have. */
  ACCOUNT_LIMIT_EXCEEDED,
  /** An account with this e-mail address exists, here or anywhere on AWS. */
  EMAIL_ALREADY_EXISTS,
  /** The address on file is not valid. */
  INVALID_ADDRESS,
  /** The e-mail address is not valid. */
  INVALID_EMAIL,
  /** Another change of the same account was under way. */
  CONCURRENT_ACCOUNT_MODIFICATION,
  /** AWS had a problem of its own. */
  INTERNAL_FAILURE,
  /** There already is an account in AWS GovCloud. */
  GOVCLOUD_ACCOUNT_ALREADY_EXISTS,
  /** Business validation has not been done. */
  MISSING_BUSINESS_VALIDATION,
  /** Business validation did not succeed. */
  FAILED_BUSINESS_VALIDATION,
  /** Business validation is under way. */
  PENDING_BUSINESS_VALIDATION,
  /** The identity is not valid for business validation. */
  INVALID_IDENTITY_FOR_BUSINESS_VALIDATION,
  /** The state of business validation is not known. */
  UNKNOWN_BUSINESS_VALIDATION,
  /** There is no payment instrument. */
  MISSING_PAYMENT_INSTRUMENT,
  /** The payment instrument is not valid. */
  INVALID_PAYMENT_INSTRUMENT,
  /** A resource policy with tags cannot be updated. */
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED
}
