package io.leasehold.isolation.proof;

/**
 * A text at which the patterns of two tenants meet.
 *
 * @param text the values, one after the other, with {@link TenantPattern#BREAK} between them
 * @param attacker the tenant in the hole of the policy
 * @param victim the tenant in the hole of what is touched
 * @param touching whether the text is the victim's, wherever its id occurs
 */
record Meeting(String text, String attacker, String victim, boolean touching) {

  String[] values() {
    return text.split(String.valueOf(TenantPattern.BREAK), -1);
  }
}
