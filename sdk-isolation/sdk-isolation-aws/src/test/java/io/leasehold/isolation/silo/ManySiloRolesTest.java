package io.leasehold.isolation.silo;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As many roles as an account has; 5,000 with {@code -Plong}. */
class ManySiloRolesTest {

  @Test
  @Tag("attack-F08")
  void one_role_among_all_that_leads_to_others_is_found() {
    int tenants = Boolean.getBoolean("leasehold.long") ? 5000 : 200;
    Map<TenantId, SiloRole> roles = new LinkedHashMap<>();
    for (int i = 0; i < tenants; i++) {
      TenantId tenant = TenantId.of("tenant-" + i);
      roles.put(tenant, SiloWorld.role(tenant));
    }
    SiloRoleInspector inspector = SiloWorld.expecting().build();
    long start = System.nanoTime();
    assertThat(inspector.inspect(roles)).isEmpty();
    long micros = (System.nanoTime() - start) / 1000;
    System.out.printf(
        "silo roles: %d inspected in %d ms, %d us each, graph included%n",
        tenants, micros / 1000, micros / tenants);

    TenantId bad = TenantId.of("tenant-7");
    SiloRole helper =
        RoleGraphTest.role(
            "helper",
            RoleGraphTest.trust("AWS", roles.get(bad).arn()),
            RoleGraphTest.allow("sts:AssumeRole", "*"));
    TenantId victim = TenantId.of("tenant-9");
    roles.put(victim, SiloWorld.trustWith(roles.get(victim), SiloWorld.PLATFORM, helper.arn()));
    assertThat(
            SiloWorld.expecting()
                .trusts(helper.arn())
                .build()
                .inspect(roles, List.of(helper), List.of()))
        .singleElement()
        .satisfies(f -> assertThat(f.detail()).contains("tenant_tenant-9"));
  }
}
