/**
 * AWS clients that IAM decides about without AWS: {@link
 * io.leasehold.isolation.testkit.http.IamEnforcingHttpClient} and its asynchronous twin are put
 * under real SDK clients, read each signed request, and answer what the policies of the session do
 * not allow in the way AWS does.
 */
@NullMarked
package io.leasehold.isolation.testkit.http;

import org.jspecify.annotations.NullMarked;
