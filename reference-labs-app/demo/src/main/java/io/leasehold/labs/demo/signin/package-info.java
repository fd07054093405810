/**
 * The simulated sign-in: several token issuers on one port, and a page that lists the demo users.
 */
@NullMarked
package io.leasehold.labs.demo.signin;

import org.jspecify.annotations.NullMarked;
