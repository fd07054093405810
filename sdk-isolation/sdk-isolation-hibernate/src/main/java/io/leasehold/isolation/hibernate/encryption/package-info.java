/**
 * Columns that only their own tenant can read, and that nobody can once its keys are destroyed.
 *
 * <ul>
 *   <li>{@link io.leasehold.isolation.hibernate.encryption.TenantCipher} encrypts for the tenant in
 *       scope; {@link io.leasehold.isolation.hibernate.encryption.EncryptedText} does it for an
 *       attribute of an entity.
 *   <li>{@link io.leasehold.isolation.hibernate.encryption.TenantDataKeys} keeps the keys in memory
 *       for a while, rotates them and shreds them.
 *   <li>{@link io.leasehold.isolation.hibernate.encryption.MasterKeys} wraps them, with AWS KMS in
 *       {@link io.leasehold.isolation.hibernate.encryption.KmsMasterKeys}.
 *   <li>{@link io.leasehold.isolation.hibernate.encryption.TenantKeyStore} keeps the wrapped ones.
 * </ul>
 */
@NullMarked
package io.leasehold.isolation.hibernate.encryption;

import org.jspecify.annotations.NullMarked;
