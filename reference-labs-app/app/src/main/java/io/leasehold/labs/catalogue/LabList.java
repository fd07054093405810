package io.leasehold.labs.catalogue;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a tenant offers.
 *
 * @param labs in the tenant's order
 */
@Schema(name = "LabList")
public record LabList(@Schema(required = true) List<LabView> labs) {}
