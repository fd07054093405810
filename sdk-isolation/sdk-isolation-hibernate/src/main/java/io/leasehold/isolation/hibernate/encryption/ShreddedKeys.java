package io.leasehold.isolation.hibernate.encryption;

/**
 * What was destroyed of a tenant.
 *
 * @param dataKeys how many stored data keys; zero when it was done before
 * @param masterKey whether the tenant's own master key went, too: then not even a backup of the
 *     stored keys helps
 */
public record ShreddedKeys(int dataKeys, boolean masterKey) {}
