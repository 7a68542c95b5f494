//! A write that fails while the digest is on its way.

use std::time::Duration;

use it::faults::{Call, Errno};

use super::{Community, Place, WINDOW, block_on, copies, number};
use crate::serve::running::{Running, until};

/// Members who get a copy.
const READERS: usize = 300;

fn every_member_gets_one(call: Call, error: Errno, for_good: bool) {
    block_on(async {
        let community = Community::new(READERS).await;
        let place = Place::of(&community).await;
        place
            .sink
            .behave(|behaviour| behaviour.delay = Duration::from_millis(5));
        let cove = place.start();
        place.sink.wait_for(READERS / 4).await;
        place.disk.fail(call, error, for_good);
        if for_good {
            let says = "sent copies are not written down yet";
            until("the sender's complaint", || {
                Running::log(&place.folder).contains(says).then_some(())
            });
            let handed_over = copies(&place.sink).0;
            let written = place
                .number("SELECT COUNT(*) FROM digest_delivery WHERE state = 'sent'")
                .await;
            assert!(
                handed_over - usize::try_from(written).unwrap() <= WINDOW,
                "it goes on sending what it cannot write down"
            );
            place.disk.mend();
        }
        place
            .until(
                "the end of the issue",
                "SELECT COUNT(*) FROM digest_issue WHERE state = 'sent'",
            )
            .await;
        assert!(place.disk.failed() > 0, "something failed");
        place.until_ready(&cove);
        cove.stop();
        let (came, again) = copies(&place.sink);
        assert_eq!(came, READERS, "every member has a copy");
        assert!(again <= WINDOW, "{again} copies came twice");
        let mut file = place.file().await;
        for (what, sql) in [
            (
                "written down",
                "SELECT COUNT(*) FROM digest_delivery WHERE state = 'sent'",
            ),
            (
                "in the ledger",
                "SELECT COUNT(DISTINCT member_id) FROM digest_ledger",
            ),
        ] {
            assert_eq!(
                usize::try_from(number(&mut file, sql).await).unwrap(),
                READERS,
                "{what}"
            );
        }
    });
}

#[test]
fn a_full_disk_in_mid_digest_costs_no_copy() {
    every_member_gets_one(Call::Write, Errno::Full, false);
}

#[test]
fn a_broken_sync_in_mid_digest_costs_no_copy() {
    every_member_gets_one(Call::Sync, Errno::Broken, false);
}

#[test]
fn a_disk_that_stays_full_in_mid_digest_costs_no_copy() {
    every_member_gets_one(Call::Write, Errno::Full, true);
}
