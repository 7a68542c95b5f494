//! The list of what co-ordinators did: one entry an act, chained, for them alone.

use std::collections::BTreeSet;

use db::audit::Against;
use domain::audit::Head;
use domain::session::Computer;
use it::{Actor, TestApp, number, on_both_engines, sql};
use serde_json::{Value, json};

use crate::structure::mutations;

async fn acts(who: &Actor, variables: Value) -> Value {
    who.does("desk/audit", variables).await["desk"]["audit"].clone()
}

async fn act(who: &Actor, name: &str, field: &str, subject: &str) {
    let data = who
        .run(
            &mutation(name),
            json!({ "input": { field: subject, "reason": format!("The reason for {name}") } }),
        )
        .await;
    assert_eq!(data[name]["status"], "DONE", "{data}");
}

/// The mutations that are for co-ordinators: what the contract's types allow is
/// sent by a member, each time with a new session, and refused before it is read.
async fn for_coordinators(app: &TestApp, member: &Actor) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for (name, input) in mutations() {
        let Some(input) = input else { continue };
        let token = app::seed::sign_in(app.app(), member.member(), Computer::Own)
            .await
            .expect("a session");
        let member = member.with_token(Some(token));
        if member
            .send(&mutation(name), json!({ "input": input }))
            .await
            .codes()
            == ["FORBIDDEN"]
        {
            found.insert(name);
        }
    }
    found
}

fn mutation(name: &str) -> String {
    let input = format!("{}Input", name[..1].to_uppercase() + &name[1..]);
    format!(
        "mutation($input: {input}!) {{ {name}(input: $input) {{ status problems {{ message }} }} }}"
    )
}

/// `hide_post` of `hidePost`.
fn act_of(mutation: &str) -> String {
    mutation
        .chars()
        .flat_map(|c| {
            c.is_uppercase()
                .then_some('_')
                .into_iter()
                .chain(c.to_uppercase())
        })
        .collect()
}

on_both_engines! {
    /// Whatever a co-ordinator may do is done here once. A new mutation of theirs
    /// belongs into the list, and is found when it is missing.
    async fn every_command_of_a_coordinator_writes_one_entry(app) {
        app.run_jobs().await;
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "education").await;
        let (new, other) = (app.member("New", "education").await, app.member("Other", "education").await);
        sql(&app, "UPDATE member SET state = 'applicant' WHERE name IN ('New', 'Other')").await;
        app::mailing::suspend_mail(app.app(), ben.member()).await.expect("mail is suspended");
        let thread = ann.ask("A question about waiting").await;
        let reply = ben.reply(&thread, "Invented words.").await;
        let resource = crate::resource::shared(&ann, "A talk", json!({})).await;
        ann.run("mutation($s: ID!) { report(input: { subject: $s, reason: UNKIND, note: \"\" }) { status } }", json!({ "s": reply })).await;
        let desk = "{ desk { digest { id } queue { reports { nodes { id } } } organisations { nodes { id } } synonyms { id } } }";
        let desk = cora.run(desk, json!({})).await["desk"].clone();
        let organisation = &desk["organisations"]["nodes"][0]["id"];
        let (issue, report) = (&desk["digest"]["id"], &desk["queue"]["reports"]["nodes"][0]["id"]);
        // A backup was put back; what it kept back comes before each command about it.
        let restore = format!("restore:{}", "0".repeat(32));
        let no_id = match app.engine() { it::Engine::Sqlite => "zeroblob(16)", it::Engine::Postgres => "'00000000-0000-0000-0000-000000000000'" };
        sql(&app, &format!("INSERT INTO restore (id, backup_at, restored_at) VALUES ({no_id}, 1, 2)")).await;
        let collection = format!("collection:{}", "0".repeat(32));
        sql(&app, &format!("INSERT INTO collection (id, title, intro, shown, position, changed_at, version) VALUES ({no_id}, 'Here', '', TRUE, 0, 1, 1)")).await;
        let arrangement = |title: &str| json!({ "title": title, "intro": "Invented.", "entries": [] });
        let kept = format!("INSERT INTO job (id, kind, payload, state, attempt, urgent, next_at, planned_at, unconfirmed, created_at) VALUES ({no_id}, 'MailReply', '{{}}', 'kept', 0, FALSE, 0, 0, FALSE, 0)");
        let held = format!("UPDATE digest_issue SET state = 'held', restore_id = {no_id}");
        let commands = [
            ("askApplicant", json!({ "member": new.id(), "expectedVersion": 1 })),
            ("approveMember", json!({ "member": new.id(), "expectedVersion": 2 })),
            ("declineMember", json!({ "member": other.id(), "expectedVersion": 1 })),
            ("suspendMember", json!({ "member": new.id() })),
            ("reinstateMember", json!({ "member": new.id() })),
            ("resumeMail", json!({ "member": ben.id() })),
            ("resolveReport", json!({ "report": report, "outcome": "NO_ACTION" })),
            ("hidePost", json!({ "post": reply })),
            ("restorePost", json!({ "post": reply })),
            ("lockThread", json!({ "thread": thread })),
            ("unlockThread", json!({ "thread": thread })),
            ("pinThread", json!({ "thread": thread })),
            ("unpinThread", json!({ "thread": thread })),
            ("confirmResource", json!({ "thread": resource })),
            ("recommendResource", json!({ "thread": resource })),
            ("unrecommendResource", json!({ "thread": resource })),
            ("takeOnResource", json!({ "thread": resource })),
            ("withdrawResource", json!({ "thread": resource })),
            ("makeCollection", json!({ "arrangement": arrangement("Begin here") })),
            ("reviseCollection", json!({ "collection": collection, "arrangement": arrangement("There"), "expectedVersion": 1 })),
            ("putAwayCollection", json!({ "collection": collection })),
            ("bringBackCollection", json!({ "collection": collection })),
            ("renameOrganisation", json!({ "organisation": organisation, "name": "An invented name" })),
            ("saveSynonyms", json!({ "words": "YC, young carer" })),
            ("removeSynonyms", json!({ "synonym": desk["synonyms"][0]["id"] })),
            ("sendTestDigest", json!({ "issue": issue })),
            ("holdDigest", json!({ "issue": issue })),
            ("releaseDigest", json!({ "issue": issue })),
            ("leaveOutDigest", json!({ "issue": issue })),
            ("sendKeptEmails", json!({ "restore": restore })),
            ("leaveOutKeptEmails", json!({ "restore": restore })),
            ("settleRestore", json!({ "restore": restore })),
        ];
        let done: BTreeSet<_> = commands.iter().map(|(name, _)| *name).collect();
        assert_eq!(for_coordinators(&app, &ann).await, done, "what co-ordinators may do, and what this test does");
        for (n, (name, mut input)) in (1..).zip(commands) {
            let why = if name == "askApplicant" { "question" } else { "reason" };
            input[why] = json!(format!("The reason for {name}"));
            match name {
                "leaveOutDigest" => { sql(&app, &held).await; }
                "sendKeptEmails" => { sql(&app, &kept).await; }
                "leaveOutKeptEmails" => { sql(&app, "UPDATE job SET state = 'kept' WHERE kind = 'MailReply' AND payload = '{}'").await; }
                _ => {}
            }
            let payload = cora.run(&mutation(name), json!({ "input": input })).await[name].clone();
            assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry").await, n, "{name}: {payload}");
            let entry = acts(&cora, json!({})).await["nodes"][0].clone();
            let expected = (json!(act_of(name)), json!("Cora"), json!(format!("The reason for {name}")));
            assert_eq!((entry["act"].clone(), entry["actor"]["name"].clone(), entry["reason"].clone()), expected);
        }
        app.run_jobs().await;
    }

    async fn every_act_is_in_the_list_with_its_reason(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let ben = app.member("Ben", "education").await;
        let thread = ann.ask("A question about waiting").await;
        let reply = ben.reply(&thread, "Words that stay out of the list").await;
        act(&cora, "hidePost", "post", &reply).await;
        act(&cora, "restorePost", "post", &reply).await;
        act(&cora, "lockThread", "thread", &thread).await;
        act(&cora, "unlockThread", "thread", &thread).await;
        act(&cora, "suspendMember", "member", &ben.id()).await;
        act(&cora, "reinstateMember", "member", &ben.id()).await;
        app.run_jobs().await;
        let list = acts(&cora, json!({})).await;
        let seen: Vec<_> = list["nodes"].as_array().expect("entries").iter()
            .map(|entry| (entry["act"].as_str().expect("an act"), entry["subjectLabel"].as_str().expect("a label"), entry["actor"]["name"].as_str().expect("a name")))
            .collect();
        assert_eq!(seen, [
            ("REINSTATE_MEMBER", "Ben", "Cora"),
            ("SUSPEND_MEMBER", "Ben", "Cora"),
            ("UNLOCK_THREAD", "The thread “A question about waiting”", "Cora"),
            ("LOCK_THREAD", "The thread “A question about waiting”", "Cora"),
            ("RESTORE_POST", "A post in “A question about waiting”", "Cora"),
            ("HIDE_POST", "A post in “A question about waiting”", "Cora"),
        ]);
        assert_eq!(list["nodes"][5]["reason"], "The reason for hidePost");
        assert!(!list.to_string().contains("Words that stay out"));
        let opening = ann.run("query($id: ID!) { thread(id: $id) { opening { id } } }", json!({ "id": thread })).await;
        act(&cora, "hidePost", "post", opening["thread"]["opening"]["id"].as_str().expect("an id")).await;
        app.run_jobs().await;
        let list = acts(&cora, json!({})).await;
        assert!(!list.to_string().contains("A question about waiting"), "nor the title of what is hidden: {list}");
        assert_eq!(db::audit::verify_chain(app.app().db()).await.expect("a look at the chain"), None);
    }

    async fn the_list_is_filtered_and_paged_newest_first(app) {
        let cora = app.coordinator("Cora").await;
        let dev = app.coordinator("Dev").await;
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("A question").await;
        for _ in 0..3 {
            act(&cora, "lockThread", "thread", &thread).await;
            act(&dev, "unlockThread", "thread", &thread).await;
        }
        let query = "query($filter: AuditFilter, $after: String) { desk { audit(filter: $filter, first: 4, after: $after) { nodes { id act } totalCount pageInfo { hasNextPage endCursor } } } }";
        let first = cora.run(query, json!({})).await["desk"]["audit"].clone();
        assert_eq!((&first["totalCount"], &first["pageInfo"]["hasNextPage"]), (&json!(6), &json!(true)));
        let second = cora.run(query, json!({ "after": first["pageInfo"]["endCursor"] })).await["desk"]["audit"].clone();
        let ids: Vec<_> = [&first, &second].iter().flat_map(|page| page["nodes"].as_array().expect("entries").iter().map(|entry| entry["id"].as_str().expect("an id").to_owned())).collect();
        assert_eq!(ids, ["audit:6", "audit:5", "audit:4", "audit:3", "audit:2", "audit:1"]);
        for (filter, count) in [(json!({ "act": "LOCK_THREAD" }), 3), (json!({ "member": dev.id() }), 3), (json!({ "act": "LOCK_THREAD", "member": dev.id() }), 0), (json!({ "member": ann.id() }), 0)] {
            assert_eq!(cora.run(query, json!({ "filter": filter })).await["desk"]["audit"]["totalCount"], count, "{filter}");
        }
        for filter in [json!({ "act": "no_such_act" }), json!({ "member": thread })] {
            assert_eq!(cora.send(query, json!({ "filter": filter })).await.codes(), ["BAD_REQUEST"]);
        }
        for who in [&ann, &app.visitor()] {
            assert!(who.run(query, json!({})).await["desk"].is_null());
        }
    }

    async fn the_list_costs_the_same_however_long(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let thread = ann.ask("A question").await;
        act(&cora, "lockThread", "thread", &thread).await;
        act(&cora, "suspendMember", "member", &ann.id()).await;
        app.run_jobs().await;
        let db = app.app().db();
        let count = || async {
            let before = db.statements();
            acts(&cora, json!({})).await;
            db.statements() - before
        };
        let few = count().await;
        for _ in 0..8 {
            act(&cora, "unlockThread", "thread", &thread).await;
            act(&cora, "lockThread", "thread", &thread).await;
        }
        assert_eq!(count().await, few);
    }

    /// The library resolves the items of a longer list two at a time: their
    /// loads must not begin before all have asked.
    async fn sixty_entries_cost_what_three_do(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let edges = ["subjectLabel", "actor { sector { name } }", "post { thread { topics { name } } }", "thread { viewerFollows }", "member { expertise { name } }"];
        let db = app.app().db();
        let mut few = Vec::new();
        for n in 0..20 {
            let ben = app.member(&format!("Ben {n}"), "third-sector").await;
            let thread = ann.ask(&format!("Question {n}")).await;
            let reply = ben.reply(&thread, "Words").await;
            act(&cora, "hidePost", "post", &reply).await;
            act(&cora, "lockThread", "thread", &thread).await;
            act(&cora, "suspendMember", "member", &ben.id()).await;
            app.run_jobs().await;
            if n != 0 && n != 19 {
                continue;
            }
            for (which, edge) in edges.iter().enumerate() {
                let before = db.statements();
                let data = cora.run(&format!("{{ desk {{ audit(first: 60) {{ nodes {{ {edge} }} }} }} }}"), json!({})).await;
                let count = db.statements() - before;
                assert_eq!(data["desk"]["audit"]["nodes"].as_array().expect("entries").len(), (n + 1) * 3);
                if n == 0 {
                    few.push(count);
                } else {
                    assert_eq!(count, few[which], "{edge}");
                }
            }
        }
    }

    async fn a_changed_entry_is_found(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        for _ in 0..2 {
            act(&cora, "suspendMember", "member", &ann.id()).await;
            act(&cora, "reinstateMember", "member", &ann.id()).await;
        }
        app.run_jobs().await;
        let db = app.app().db();
        assert_eq!(db::audit::verify_chain(db).await.expect("a look"), None);
        sql(&app, "UPDATE audit_entry SET reason = 'Another reason' WHERE sequence = 2").await;
        assert_eq!(db::audit::verify_chain(db).await.expect("a look"), Some(2));
        sql(&app, "UPDATE audit_entry SET reason = 'The reason for reinstateMember' WHERE sequence = 2").await;
        assert_eq!(db::audit::verify_chain(db).await.expect("a look"), None);
        sql(&app, "UPDATE audit_entry SET act = 'no_such_act' WHERE sequence = 4").await;
        assert_eq!(db::audit::verify_chain(db).await.expect("a look"), Some(4));
        sql(&app, "DELETE FROM audit_entry WHERE sequence = 3").await;
        assert_eq!(db::audit::verify_chain(db).await.expect("a look"), Some(4), "the one after the gap");
    }

    async fn entries_taken_from_the_end_are_missed(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let db = app.app().db();
        assert_eq!(db::audit::head(db).await.expect("a look"), None);
        act(&cora, "suspendMember", "member", &ann.id()).await;
        let early = db::audit::head(db).await.expect("a look").expect("an end");
        act(&cora, "reinstateMember", "member", &ann.id()).await;
        act(&cora, "suspendMember", "member", &ann.id()).await;
        app.run_jobs().await;
        let late = db::audit::head(db).await.expect("a look").expect("an end");
        assert_eq!((early.count, late.count), (1, 3));
        let against = |written: Head| async move { db::audit::against(db, &written).await.expect("a look") };
        assert_eq!((against(early.clone()).await, against(late.clone()).await), (Against::Follows, Against::Follows));
        sql(&app, "DELETE FROM audit_entry WHERE sequence > 1").await;
        assert_eq!(db::audit::verify_chain(db).await.expect("a look"), None, "the chain alone does not see it");
        assert_eq!((against(early.clone()).await, against(late.clone()).await), (Against::Follows, Against::Shorter { count: 1 }));
        // Another act in its place does not hide it.
        for _ in 0..2 {
            act(&cora, "suspendMember", "member", &app.member("Ben", "education").await.id()).await;
            sql(&app, "UPDATE member SET email_key = NULL, email = NULL WHERE name = 'Ben'").await;
        }
        app.run_jobs().await;
        assert_eq!(against(late).await, Against::Replaced);
    }

    async fn acts_at_the_same_moment_are_one_chain(app) {
        let cora = app.coordinator("Cora").await;
        let dev = app.coordinator("Dev").await;
        let mut people = Vec::new();
        for n in 0..6 {
            people.push(app.member(&format!("Member {n}"), "education").await.id());
        }
        let suspend = |who: &Actor, n: usize| {
            let (who, id) = (who.clone(), people[n].clone());
            async move { act(&who, "suspendMember", "member", &id).await }
        };
        tokio::join!(suspend(&cora, 0), suspend(&dev, 1), suspend(&cora, 2), suspend(&dev, 3), suspend(&cora, 4), suspend(&dev, 5));
        app.run_jobs().await;
        assert_eq!(acts(&cora, json!({})).await["nodes"].as_array().expect("entries").len(), 6);
        assert_eq!(db::audit::verify_chain(app.app().db()).await.expect("a look"), None);
    }
}
