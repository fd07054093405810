/** Users, roles and policies of each account. */
@NullMarked
package io.leasehold.localaws.internal.iam;

import org.jspecify.annotations.NullMarked;
