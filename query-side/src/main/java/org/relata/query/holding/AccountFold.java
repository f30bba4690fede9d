package org.relata.query.holding;

import org.relata.kernel.holding.HoldingEvent.AboutAccount;
import org.relata.kernel.holding.HoldingEvent.AccountClosed;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserAdded;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserRemoved;
import org.relata.kernel.holding.HoldingEvent.OwnerChanged;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Accounts and contracts with their latest owners. */
final class AccountFold implements Fold<AboutAccount, AccountRow> {

  static final RowTable<AccountRow> TABLE =
      RowTable.of("account", AccountRow.class)
          .key("accountId")
          .indexOfAllVersions("ownerId")
          .index("kind")
          .index("openedOn")
          .build();

  @Override
  public Class<AboutAccount> events() {
    return AboutAccount.class;
  }

  @Override
  public RowTable<AccountRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutAccount> recorded, Rows<AccountRow> rows) {
    switch (recorded.event()) {
      case AccountOpened e -> rows.begin(AccountRow.of(e));
      case AccountClosed e -> rows.next(Key.of(e.accountId()), row -> row.closedOn(e.closedOn()));
      case OwnerChanged e -> rows.next(Key.of(e.accountId()), row -> row.ownedBy(e.ownerId()));
      case AuthorisedUserAdded _, AuthorisedUserRemoved _ -> {}
    }
  }
}
