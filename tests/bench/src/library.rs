//! What the library costs with all its facets, beside its own statements.

use anyhow::Result;
use serde_json::json;

use crate::Bench;
use crate::community::{self, Size, Table, id};
use crate::load::Expected;
use crate::pages::Page;
use crate::search::compare;

/// So long may somebody wait who comes to the library, or narrows it.
const MILLISECONDS: f64 = 150.0;

/// The library of a community that shared nothing but resources, as one comes to it,
/// narrowed, and in another order. On SQLite: the shared community on PostgreSQL is
/// one of talk.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn library(bench: &mut Bench) -> Result<()> {
    let size = Size {
        members: bench.size().members,
        threads: bench.scaled(20_000),
        replies: 1,
        sentences: 1,
    };
    let location = bench.sqlite_of("library", size).await?;
    community::change(&location, &resources()).await?;
    let topic = format!("topic:{}", id(Table::Topic, 0).simple());
    for (name, order, filter) in [
        ("library", "NEWEST", json!({})),
        ("library, most used", "MOST_USED", json!({})),
        (
            "library, narrowed",
            "RECENTLY_CHECKED",
            json!({ "audience": "STAFF", "age": "ELEVEN_TO_FIFTEEN", "topic": topic }),
        ),
    ] {
        let expected = Expected {
            text: "\"excerpt\"",
            times: 20,
        };
        let variables = json!({ "filter": filter, "order": order });
        let page = Page::of_one(name, "resource/firstResources", variables, expected);
        compare(bench, &location, name, &page, MILLISECONDS).await?;
    }
    Ok(())
}

/// Makes a resource of each thread.
fn resources() -> Vec<String> {
    let facts = "INSERT INTO resource (thread_id, keeper_id, form, address, format, maker, made, ages_from, ages_to, minutes,
            licence, cost, language, accessible_formats, applies_to, standing, review_by, checked_at, user_count, version)
         SELECT id, author_id, 'link', 'https://' || number || '.example/', CASE number % 4 WHEN 0 THEN 'leaflet' WHEN 1 THEN 'guide'
                WHEN 2 THEN 'video' ELSE 'website' END, 'Somebody (invented)', '2026', CASE number % 3 WHEN 0 THEN 5 + number % 9 END,
                CASE number % 3 WHEN 0 THEN 16 END, 10, 'Free to copy', 'Free', 'English', '', 'England',
                CASE number % 50 WHEN 0 THEN 'withdrawn' ELSE 'kept' END, 20000 + number % 900, created_at, number % 40, 1 FROM thread";
    let audience = |audience: &str, each: u32| {
        format!(
            "INSERT INTO resource_audience (thread_id, audience) SELECT id, '{audience}' FROM thread WHERE number % {each} = 0"
        )
    };
    vec![
        "UPDATE thread SET kind = 'resource'".to_owned(),
        facts.to_owned(),
        audience("staff", 1),
        audience("young_people", 3),
        audience("parents_and_carers", 4),
        "PRAGMA analysis_limit = 400; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)".to_owned(),
    ]
}
