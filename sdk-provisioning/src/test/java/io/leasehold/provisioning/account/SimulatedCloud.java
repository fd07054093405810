package io.leasehold.provisioning.account;

import io.leasehold.provisioning.account.spi.AccessRevoker;
import io.leasehold.provisioning.account.spi.AccountFactory;
import io.leasehold.provisioning.account.spi.Baseline;
import io.leasehold.provisioning.account.spi.Cleaner;
import io.leasehold.provisioning.account.spi.ClearedAccount;
import io.leasehold.provisioning.account.spi.Creation;
import io.leasehold.provisioning.account.spi.NewAccount;
import io.leasehold.provisioning.account.spi.OrgZone;
import io.leasehold.provisioning.account.spi.PoolPorts;
import io.leasehold.provisioning.account.spi.Verifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cloud in memory, for the tests of the pool's own rules: it remembers what was done to which
 * account in which order, and notes what must never be done. The tests against real requests are
 * elsewhere.
 */
final class SimulatedCloud
    implements AccountFactory, OrgZone, Baseline, AccessRevoker, Cleaner, Verifier {

  static final AccountId MANAGEMENT = AccountId.of("000000000001");

  /** One account. */
  static final class Room {
    final AccountId id;
    volatile boolean inZone;
    volatile Optional<Epoch> roleFor = Optional.empty();
    final AtomicInteger dirt = new AtomicInteger();
    volatile boolean openSessions;

    Room(AccountId id) {
      this.id = id;
    }
  }

  final Map<String, Room> byEmail = new ConcurrentHashMap<>();
  final Map<AccountId, Room> rooms = new ConcurrentHashMap<>();
  final Deque<Creation> nextAnswers = new ArrayDeque<>();
  final List<String> crimes = new CopyOnWriteArrayList<>();
  final AtomicInteger creations = new AtomicInteger();
  volatile boolean createsSlowly;
  volatile boolean cleanerBroken;
  volatile int overlooked;

  PoolPorts ports() {
    return new PoolPorts(this, this, this, this, this, this);
  }

  @Override
  public synchronized Creation request(NewAccount account) {
    Creation prepared = nextAnswers.poll();
    if (prepared != null) {
      return prepared;
    }
    if (byEmail.containsKey(account.email())) {
      crimes.add("asked twice for " + account.email());
      return new Creation.Refused("EMAIL_ALREADY_EXISTS");
    }
    Room room = new Room(AccountId.of("%012d".formatted(100 + creations.incrementAndGet())));
    byEmail.put(account.email(), room);
    rooms.put(room.id, room);
    return createsSlowly
        ? new Creation.InProgress(account.email())
        : new Creation.Succeeded(room.id);
  }

  @Override
  public Creation progress(String ticket) {
    Room room = byEmail.get(ticket);
    return room == null ? new Creation.InProgress(ticket) : new Creation.Succeeded(room.id);
  }

  @Override
  public Optional<Creation> find(NewAccount account) {
    return Optional.ofNullable(byEmail.get(account.email()))
        .map(room -> new Creation.Succeeded(room.id));
  }

  @Override
  public void admit(AccountId account) {
    rooms.get(account).inZone = true;
  }

  @Override
  public boolean contains(AccountId account) {
    return rooms.containsKey(account) && rooms.get(account).inZone;
  }

  @Override
  public AccountId managementAccount() {
    return MANAGEMENT;
  }

  @Override
  public void apply(ClearedAccount account, Epoch forEpoch) {
    notWhileLeased("baseline", account);
    rooms.get(account.id()).roleFor = Optional.of(forEpoch);
  }

  @Override
  public void revoke(ClearedAccount account) {
    Room room = rooms.get(account.id());
    room.openSessions = false;
    room.roleFor = Optional.empty();
  }

  @Override
  public int clean(ClearedAccount account) {
    notWhileLeased("clean", account);
    Room room = rooms.get(account.id());
    if (room.openSessions) {
      crimes.add("deleted before denied in " + account);
    }
    if (cleanerBroken) {
      throw new IllegalStateException("the cleaner is broken");
    }
    int left = Math.min(overlooked, room.dirt.get());
    int found = room.dirt.get() - left;
    room.dirt.set(left);
    return found;
  }

  @Override
  public List<String> findings(AccountId account, Epoch forEpoch) {
    Room room = rooms.get(account);
    List<String> findings = new ArrayList<>();
    if (room.dirt.get() > 0) {
      findings.add(room.dirt.get() + " things left");
    }
    if (!room.roleFor.equals(Optional.of(forEpoch))) {
      findings.add("no role for epoch " + forEpoch);
    }
    return findings;
  }

  /** A learner signs in and leaves something behind. */
  void use(AccountId account, int things) {
    Room room = rooms.get(account);
    room.openSessions = true;
    room.dirt.addAndGet(things);
  }

  private void notWhileLeased(String what, ClearedAccount account) {
    boolean leased =
        !Database.column(
                "select id from leasehold_provisioning.pool_account where state in ('READY', 'CLAIMED')"
                    + " and account_id = '"
                    + account.id()
                    + "'")
            .isEmpty();
    if (leased) {
      crimes.add(what + " in a leased account, " + account);
    }
  }
}
