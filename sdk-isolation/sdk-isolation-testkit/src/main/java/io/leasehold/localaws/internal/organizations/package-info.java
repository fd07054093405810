/** The organization: accounts, organizational units, service control policies. */
@NullMarked
package io.leasehold.localaws.internal.organizations;

import org.jspecify.annotations.NullMarked;
