//! A minute of a small community, in which the n-th write or sync fails. As
//! SQLite tests itself: for every n with `make faults`, here for some.

use std::sync::atomic::{AtomicUsize, Ordering};

use db::connect::{Location, Options};
use it::faults::{Call, Errno};
use serde_json::{Value, json};

use super::{Community, Person, Place, Said, WINDOW, block_on, copies, number, says};
use crate::serve::running::Running;

/// Members who get the digest meanwhile.
const READERS: usize = 20;

/// What goes wrong.
#[derive(Debug, Clone, Copy)]
struct Fault {
    call: Call,
    /// Which of them is the first to fail, counted from the start.
    n: i32,
    error: Errno,
    for_good: bool,
}

/// Something that somebody does.
struct Act<'c> {
    who: Option<&'c Person>,
    document: &'static str,
    input: Value,
    /// What says that it is done …
    done: &'static str,
    /// … and, when it is tried again after an answer that did not come, that it
    /// was done already.
    already: &'static str,
    /// One when it is there, and whole.
    there: &'static str,
}

fn acts(community: &Community) -> Vec<Act<'_>> {
    let Community {
        ann,
        ben,
        cora,
        topic,
        thread,
        opening,
        reply,
        applicant,
        ..
    } = community;
    let reason = "An invented reason.";
    vec![
        Act {
            who: Some(ann),
            document: "thread/startThread",
            input: json!({ "kind": "QUESTION", "title": "A question of the minute", "body": "Invented words.", "topics": [topic], "idempotencyKey": "ask" }),
            done: "POSTED",
            already: "POSTED",
            there: "SELECT COUNT(*) FROM thread t JOIN post p ON p.id = t.opening_id AND p.thread_id = t.id AND p.opening
                    JOIN thread_topic k ON k.thread_id = t.id WHERE t.title = 'A question of the minute'",
        },
        Act {
            who: Some(ben),
            document: "thread/reply",
            input: json!({ "thread": thread, "body": "A reply of the minute.", "idempotencyKey": "reply" }),
            done: "POSTED",
            already: "POSTED",
            there: "SELECT COUNT(*) FROM post WHERE body = '<p>A reply of the minute.</p>' AND state = 'visible'
                    AND (SELECT COUNT(*) FROM job WHERE kind = 'MailReply') = 2",
        },
        Act {
            who: Some(ann),
            document: "post/editPost",
            input: json!({ "post": opening, "body": "Words of the minute.", "expectedVersion": 1 }),
            done: "SAVED",
            already: "CHANGED_ELSEWHERE",
            there: "SELECT COUNT(*) FROM post p JOIN post_revision r ON r.post_id = p.id WHERE p.body = '<p>Words of the minute.</p>' AND p.version = 2",
        },
        Act {
            who: Some(cora),
            document: "desk/approveMember",
            input: json!({ "member": applicant, "expectedVersion": 1, "reason": reason }),
            done: "DONE",
            already: "ALREADY",
            there: "SELECT COUNT(*) FROM member m JOIN audit_entry a ON a.subject_id = m.id AND a.act = 'approve_member'
                    WHERE m.name = 'New' AND m.state = 'active' AND (SELECT COUNT(*) FROM job WHERE kind = 'SendDecision') = 1",
        },
        Act {
            who: Some(cora),
            document: "post/hidePost",
            input: json!({ "post": reply, "reason": reason }),
            done: "DONE",
            already: "ALREADY",
            there: "SELECT COUNT(*) FROM post p JOIN audit_entry a ON a.subject_id = p.id AND a.act = 'hide_post' WHERE p.state = 'hidden'
                    AND (SELECT COUNT(*) FROM job WHERE kind = 'TellAuthor') = 1",
        },
        Act {
            who: None,
            document: "session/requestSignIn",
            input: json!({ "email": ben.email }),
            done: "SENT",
            already: "SENT",
            there: "SELECT MIN(COUNT(*), 1) FROM challenge WHERE purpose = 'sign_in' AND (SELECT COUNT(*) FROM job WHERE kind = 'SendSignIn') > 0",
        },
    ]
}

/// What holds in every database of ours that is whole: none of these counts
/// anything.
const HALF_DONE: [&str; 6] = [
    "SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    "SELECT COUNT(*) FROM pragma_foreign_key_check",
    "SELECT COUNT(*) FROM thread t WHERE reply_count <>
        (SELECT COUNT(*) FROM post p WHERE p.thread_id = t.id AND NOT p.opening AND p.state = 'visible')",
    "SELECT COUNT(*) FROM thread t WHERE NOT EXISTS (SELECT 1 FROM post p WHERE p.id = t.opening_id AND p.thread_id = t.id AND p.opening)",
    "SELECT COUNT(*) FROM post p WHERE version <> 1 + (SELECT COUNT(*) FROM post_revision r WHERE r.post_id = p.id) AND state <> 'withdrawn'",
    "SELECT COUNT(*) FROM digest_delivery d WHERE state = 'sent' AND NOT EXISTS
        (SELECT 1 FROM digest_ledger l WHERE l.member_id = d.member_id AND l.issue_id = d.issue_id)",
];

/// Does it; whether it was acknowledged.
fn does(cove: &Running, act: &Act<'_>, statuses: &[&str]) -> bool {
    match says(
        cove,
        act.who.map(|who| who.token.as_str()),
        act.document,
        &act.input,
    ) {
        Said::Yes(payload) => {
            assert!(
                statuses.contains(&payload["status"].as_str().unwrap()),
                "{}: {payload}",
                act.document
            );
            true
        }
        Said::No => false,
    }
}

/// Lives through the minute; how many calls of a kind there were in it.
async fn minute(community: &Community, fault: Option<Fault>) -> (i32, i32) {
    let place = Place::of(community).await;
    if let Some(Fault {
        call,
        n,
        error,
        for_good,
    }) = fault
    {
        place.disk.fail_at(call, n, error, for_good);
    }
    let what = fault.map_or_else(|| "nothing fails".to_owned(), |fault| format!("{fault:?}"));
    let mut acknowledged = Vec::new();
    let acts = acts(community);
    // One that cannot start says why.
    let cove = match place.try_to_start() {
        Ok(cove) => {
            for (number, act) in acts.iter().enumerate() {
                if does(&cove, act, &[act.done]) {
                    acknowledged.push(number);
                }
            }
            let limit = if fault.is_some_and(|fault| fault.for_good && place.disk.failed() > 0) {
                6
            } else {
                1
            };
            assert!(
                acts.len() - acknowledged.len() <= limit,
                "{what}: only {acknowledged:?} were done"
            );
            place.disk.mend();
            cove
        }
        Err(complaint) => {
            assert!(
                place.disk.failed() > 0 && !complaint.trim().is_empty(),
                "{what}: {complaint}"
            );
            place.disk.mend();
            place.start()
        }
    };
    place.until_ready(&cove);
    // Whoever was refused tries again, and finds it done at most once.
    for (number, act) in acts
        .iter()
        .enumerate()
        .filter(|(number, _)| !acknowledged.contains(number))
    {
        assert!(
            does(&cove, act, &[act.done, act.already]),
            "{what}: it goes on refusing act {number}"
        );
    }
    // The mail about the reply waits for second thoughts.
    place
        .until(
            "the end of every job",
            "SELECT COUNT(*) = 0 FROM job WHERE state <> 'done' AND kind <> 'MailReply'",
        )
        .await;
    place
        .until(
            "the end of the issue",
            "SELECT COUNT(*) FROM digest_issue WHERE state = 'sent'",
        )
        .await;
    signs_in(&cove, &place, &community.ben, &what);
    let seen = (place.disk.seen(Call::Write), place.disk.seen(Call::Sync));
    cove.stop();
    is_whole(&place, &acts, &what).await;
    seen
}

/// With the code of a mail that came.
fn signs_in(cove: &Running, place: &Place, who: &Person, what: &str) {
    let mails = place.sink.mails_to(&who.email);
    let code = mails.iter().rev().find_map(|mail| {
        let text = mail.text();
        let code = text
            .split_whitespace()
            .find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()));
        code.map(str::to_owned)
    });
    let code = code.unwrap_or_else(|| panic!("{what}: no code came"));
    let Said::Yes(payload) = says(
        cove,
        None,
        "session/completeSignIn",
        &json!({ "email": who.email, "code": code }),
    ) else {
        panic!("{what}: signing in was refused");
    };
    assert_eq!(payload["status"], "SIGNED_IN", "{what}: {payload}");
}

async fn is_whole(place: &Place, acts: &[Act<'_>], what: &str) {
    let mut file = place.file().await;
    for act in acts {
        assert_eq!(
            number(&mut file, act.there).await,
            1,
            "{what}: {}",
            act.document
        );
    }
    for sql in HALF_DONE {
        assert_eq!(number(&mut file, sql).await, 0, "{what}: {sql}");
    }
    let (came, again) = copies(&place.sink);
    assert!(
        came == READERS && again <= WINDOW,
        "{what}: {came} copies came, and {again} again"
    );
    let (db, store) = db::connect(&Options::new(Location::File(place.folder.database())))
        .await
        .expect("the file opens");
    assert_eq!(
        db::audit::verify_chain(&db)
            .await
            .expect("the audit list is read"),
        None,
        "{what}"
    );
    store.close().await;
}

/// Lives through the minute once for each fault, two at a time.
#[expect(
    clippy::print_stdout,
    reason = "all of them take a while: somebody waits"
)]
fn minutes(community: &Community, faults: &[Fault]) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(fault) = faults.get(next.fetch_add(1, Ordering::Relaxed)) {
                    block_on(minute(community, Some(*fault)));
                    let done = next.load(Ordering::Relaxed);
                    if done.is_multiple_of(100) {
                        println!("{done} of {}", faults.len());
                    }
                }
            });
        }
    });
}

/// A few from all over the minute; with `COVE_EVERY_FAULT=1` every one there is
/// in each of the four ways, with 10 every tenth.
#[test]
fn whatever_fails_nothing_acknowledged_is_missing_and_nothing_is_half_done() {
    let community = block_on(Community::new(READERS));
    let (writes, syncs) = block_on(minute(&community, None));
    assert!(
        writes > 100 && syncs > 10,
        "{writes} writes and {syncs} syncs"
    );
    let every: Option<usize> = std::env::var("COVE_EVERY_FAULT")
        .ok()
        .map(|every| every.parse().expect("a number"));
    let mut faults = Vec::new();
    for (call, count, sample) in [(Call::Write, writes, 6), (Call::Sync, syncs, 4)] {
        let step = every.unwrap_or_else(|| usize::try_from(count / sample).unwrap());
        for (place, n) in (1..=count).step_by(step).enumerate() {
            let kinds = [
                (Errno::Full, false),
                (Errno::Broken, true),
                (Errno::Broken, false),
                (Errno::Full, true),
            ];
            let some = if every.is_some() {
                kinds.as_slice()
            } else {
                &kinds[place % 4..=place % 4]
            };
            faults.extend(some.iter().map(|(error, for_good)| Fault {
                call,
                n,
                error: *error,
                for_good: *for_good,
            }));
        }
    }
    println!(
        "{} writes and {} syncs: {} minutes",
        writes,
        syncs,
        faults.len()
    );
    minutes(&community, &faults);
}
