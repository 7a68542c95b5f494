//! What the co-ordinator reads, over few members and over a hundred times as many.

use anyhow::Result;
use serde_json::json;

use crate::Bench;
use crate::community::{self, Size, Table, id};
use crate::load::Expected;
use crate::pages::{Page, over_more};
use crate::server::Server;

/// Rows that wait to be decided, of each kind.
const WAITING: u64 = 20;

/// What the frame of every page counts, the queue and what a member did stay as
/// they are; the list of people counts them all, and a search reads every name.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn desk(bench: &mut Bench) -> Result<()> {
    let few = Size {
        members: bench.scaled(2_000),
        threads: 20,
        replies: 3,
        sentences: 1,
    };
    let many = Size {
        members: few.members * 100,
        ..few
    };
    let sizes = [few, many].map(|size| size.members);
    let servers = [serve(bench, few).await?, serve(bench, many).await?];
    let coordinator = format!("member:{}", id(Table::Member, 0).simple());
    for (name, document, variables, text, times, stays) in [
        (
            "frame",
            "viewer/viewer",
            json!({}),
            "\"kind\":\"BOUNCE\",\"count\":20",
            1,
            true,
        ),
        (
            "queue",
            "desk/queue",
            json!({}),
            "\"isCoordinator\"",
            40,
            true,
        ),
        (
            "audit",
            "desk/audit",
            json!({ "filter": { "member": coordinator } }),
            "\"memberState\"",
            30,
            true,
        ),
        (
            "every act",
            "desk/audit",
            json!({}),
            "\"memberState\"",
            30,
            true,
        ),
        (
            "people",
            "desk/people",
            json!({ "filter": { "state": "ACTIVE" } }),
            "\"joinedAt\"",
            20,
            false,
        ),
        (
            "search",
            "desk/membersByName",
            json!({ "name": "nobody" }),
            "\"hasNextPage\":false",
            1,
            true,
        ),
    ] {
        let pages = [(); 2]
            .map(|()| Page::of_one(name, document, variables.clone(), Expected { text, times }));
        over_more(bench, &servers, &pages, sizes, "members", stays).await?;
    }
    Ok(())
}

async fn serve(bench: &mut Bench, size: Size) -> Result<Server> {
    let name = format!("members-{}", size.members);
    let location = bench.sqlite_of(&name, size).await?;
    community::change(&location, &rows()).await?;
    bench.server(&location)
}

fn rows() -> Vec<String> {
    let some = |nth: u64| {
        format!(
            "SELECT id FROM member ORDER BY id LIMIT {WAITING} OFFSET {}",
            nth * WAITING
        )
    };
    let first = format!("x'{}'", id(Table::Member, 0).simple());
    vec![
        format!("UPDATE member SET role = 'coordinator' WHERE id = {first}"),
        format!(
            "UPDATE member SET mail_suspended_at = applied_at WHERE id IN ({})",
            some(1)
        ),
        format!(
            "UPDATE member SET state = 'applicant' WHERE id IN ({})",
            some(2)
        ),
        format!(
            "INSERT INTO report (id, reporter_id, member_id, reason, note, created_at) SELECT randomblob(16), {first}, id, 'other', '', 1 FROM ({})",
            some(3)
        ),
        format!(
            "INSERT INTO audit_entry SELECT ROW_NUMBER() OVER (ORDER BY id), 1, {first}, 'suspend_member', 'member', id, 'Invented.', x'', x'' FROM member"
        ),
        "PRAGMA analysis_limit = 400; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)".to_owned(),
    ]
}
