package io.leasehold.localaws.internal.organizations;

/** An organizational unit. Immutable. */
record OrgUnit(String id, String name, String parentId) {}
