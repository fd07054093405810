/**
 * Where does this person sign in? Asked before anybody has signed in, by name, by host or by e-mail
 * address, and answered by {@link io.leasehold.tenancy.discovery.TenantDiscovery} without telling
 * who is a customer.
 */
@NullMarked
package io.leasehold.tenancy.discovery;

import org.jspecify.annotations.NullMarked;
