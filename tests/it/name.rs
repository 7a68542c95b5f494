//! Names: which are refused, who is told apart by a mark, how people are found,
//! and what may be pasted into a line.

use domain::clock::Span;
use it::{Actor, TestApp, on_both_engines, sql};
use serde_json::{Value, json};

use crate::digest::weekly_tests;

async fn renamed(who: &Actor, name: &str) -> Value {
    let data = who
        .run("{ viewer { version member { sector { id } } } }", json!({}))
        .await;
    let input = json!({
        "name": name, "role": "Head of year", "organisation": "An invented school", "sector": data["viewer"]["member"]["sector"]["id"],
        "expertise": [], "expectedVersion": data["viewer"]["version"],
    });
    who.run(
        "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { status problems { field message } } }",
        json!({ "input": input }),
    )
    .await["updateProfile"]
        .clone()
}

async fn found(who: &Actor, name: &str) -> Vec<String> {
    let data = who
        .run(
            "query($name: String) { members(filter: { name: $name }) { nodes { name } } }",
            json!({ "name": name }),
        )
        .await;
    names(&data["members"])
}

fn names(list: &Value) -> Vec<String> {
    list["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .map(|node| node["name"].as_str().expect("a name").to_owned())
        .collect()
}

/// An applicant whose address is confirmed.
async fn applicant(app: &TestApp, name: &str) {
    let sectors = app.visitor().run("{ sectors { id } }", json!({})).await;
    let input = json!({
        "name": name, "email": "new@elsewhere.test", "organisation": "An invented school", "role": "Pastoral lead",
        "sector": sectors["sectors"][0]["id"], "why": "To hear what works elsewhere.", "acceptsRules": true,
    });
    let answer = app
        .visitor()
        .does("application/applyForMembership", json!({ "input": input }))
        .await;
    assert_eq!(
        answer["applyForMembership"]["status"], "RECEIVED",
        "{answer}"
    );
    app.run_jobs().await;
    let mail = app.mail_to("new@elsewhere.test").expect("a mail");
    let (_, link) = mail.text().split_once("/join/confirm").expect("a link");
    let token: String = link
        .chars()
        .skip_while(|char| *char != '=')
        .skip(1)
        .take_while(|char| !char.is_whitespace())
        .collect();
    let confirm =
        "mutation($token: String!) { confirmAddress(input: { token: $token }) { status } }";
    assert_eq!(
        app.visitor().run(confirm, json!({ "token": token })).await["confirmAddress"]["status"],
        "CONFIRMED"
    );
    app.run_jobs().await;
}

on_both_engines! {
    async fn nobody_takes_the_name_of_those_who_look_after_the_community(app) {
        let ann = app.member("Ann", "education").await;
        for name in ["Со-оrdinator", "Ann Lee, co-ordinator", "C0ve teаm", "@dmin", "Former mеmber", "A colleague in educatiоn"] {
            let refused = renamed(&ann, name).await;
            assert_eq!((&refused["status"], &refused["problems"][0]["field"]), (&json!("INVALID"), &json!("name")), "{name}");
            let words = refused["problems"][0]["message"].as_str().expect("words");
            assert!(words.contains("could be taken for the co-ordinator"), "{words}");
        }
        for name in ["Ann (deputy)", "Mod Ann", "Cove Digest", "Ann, Cove desk"] {
            assert_eq!(renamed(&ann, name).await["problems"][0]["field"], "name", "{name}");
        }
        for name in ["Ann Cove", "Ann Deputy", "Cove Stafford"] {
            assert_eq!(renamed(&ann, name).await["status"], "SAVED", "{name}: a surname");
        }
    }

    async fn no_sign_and_no_other_alphabet_stands_for_a_letter_in_a_name(app) {
        let ann = app.member("Ann", "education").await;
        for (name, says) in [
            ("M()derator", "Take “(” out of the name"),
            ("Co√e", "Take “√” out of the name: no name of a person has this sign"),
            ("C•ve team", "Take “•” out of the name"),
            ("Ann Δdmin", "Type “Δdmin” again: it mixes letters of two alphabets"),
        ] {
            let refused = renamed(&ann, name).await;
            let words = refused["problems"][0]["message"].as_str().unwrap_or_default();
            assert!(refused["status"] == "INVALID" && words.contains(says), "{name}: {refused}");
        }
        for name in ["Ann O’Neill", "Ann (Annie) Lee", "Ann Lee (she/her)", "Gal·la Roca", "Νίκος Παπαδόπουλος", "李雷"] {
            assert_eq!(renamed(&ann, name).await["status"], "SAVED", "{name}");
        }
    }

    async fn the_desk_sees_two_names_that_cannot_be_told_apart(app) {
        let cora = app.coordinator("Cora Ward").await;
        let ann = app.member("Ann", "education").await;
        applicant(&app, "Cora W4rd").await;
        let queue = "{ desk { queue { applicants { nodes { name sameNameAs { name isCoordinator } } } } } }";
        let waiting = cora.run(queue, json!({})).await["desk"]["queue"]["applicants"]["nodes"].clone();
        assert_eq!(waiting, json!([{ "name": "Cora W4rd", "sameNameAs": [{ "name": "Cora Ward", "isCoordinator": true }] }]));
        assert_eq!(renamed(&ann, "CORA  WARD").await["status"], "SAVED", "it may be her name");
        let people = "{ members { nodes { name sameNameAs { name } } } }";
        let list = cora.run(people, json!({})).await["members"]["nodes"].clone();
        let seen = list.as_array().expect("people").iter().find(|member| member["name"] == "CORA WARD").expect("her").clone();
        assert_eq!(seen["sameNameAs"], json!([{ "name": "Cora W4rd" }, { "name": "Cora Ward" }]));
        for name in ["Cora Ward¹", "Cora Ward 2", "Cora Ward.", "Cora Ward2", "Cora W4rd (3)"] {
            assert_eq!(renamed(&ann, name).await["status"], "SAVED", "{name}");
            let list = cora.run(people, json!({})).await["members"]["nodes"].clone();
            let list = list.as_array().expect("people");
            let same = |of: &str| names(&json!({ "nodes": list.iter().find(|member| member["name"] == of).expect("them")["sameNameAs"] }));
            assert_eq!(same(name), ["Cora W4rd", "Cora Ward"], "{name}");
            assert!(same("Cora Ward").contains(&name.to_owned()), "{name}: and the other way round");
        }
        let list = ann.run(people, json!({})).await["members"]["nodes"].clone();
        assert!(list.as_array().expect("people").iter().all(|member| member["sameNameAs"].is_null()), "for the desk alone: {list}");
    }

    async fn those_who_look_after_the_community_carry_a_mark(app) {
        let cora = app.coordinator("Cora").await;
        let ann = app.member("Ann", "education").await;
        let dee = app.member("Dee", "education").await;
        let thread = ann.ask("Who is who here?").await;
        for who in [&cora, &dee] {
            app.clock().advance(Span::minutes(1));
            who.reply(&thread, "A word.").await;
        }
        app.run_jobs().await;
        let until = app.app().now().plus(Span::days(1));
        sql(&app, &format!("UPDATE member SET role = 'deputy', deputy_until = {} WHERE name = 'Dee'", until.0)).await;
        let query = "query($id: ID!) { thread(id: $id) { author { isCoordinator } replies { nodes { author { label isCoordinator member { isCoordinator } } } } } }";
        let marks = async || {
            let thread = ann.run(query, json!({ "id": thread })).await["thread"].clone();
            assert_eq!(thread["author"]["isCoordinator"], false);
            let replies = thread["replies"]["nodes"].as_array().expect("replies").clone();
            replies.iter().map(|reply| reply["author"]["isCoordinator"].as_bool().expect("a mark")).collect::<Vec<_>>()
        };
        assert_eq!(marks().await, [true, true]);
        app.clock().advance(Span::days(2));
        assert_eq!(marks().await, [true, false], "a deputy until the date");
        sql(&app, "UPDATE post SET pseudonymous = TRUE WHERE opening = FALSE").await;
        assert_eq!(marks().await, [false, false], "the seal hides that, too");
        assert_eq!(names(&ann.run("{ members { nodes { name } } }", json!({})).await["members"]), ["Ann", "Cora", "Dee"]);
    }

    async fn people_are_found_however_their_names_are_typed(app) {
        let ann = app.member("Ann", "education").await;
        for name in ["Zoë D’Arcy", "Sławek Ångström", "Jürgen Groß", "Anne-Marie Ó Sé"] {
            app.member(name, "education").await;
        }
        for (typed, name) in [
            ("zoe", "Zoë D’Arcy"), ("d'arcy", "Zoë D’Arcy"), ("DARCY", "Zoë D’Arcy"), ("darcy zoe", "Zoë D’Arcy"),
            ("slawek", "Sławek Ångström"), ("angstro\u{308}m", "Sławek Ångström"), ("gross", "Jürgen Groß"), ("jurgen", "Jürgen Groß"),
            ("anne marie", "Anne-Marie Ó Sé"), ("annemarie o se", "Anne-Marie Ó Sé"),
        ] {
            assert_eq!(found(&ann, typed).await, [name], "{typed}");
        }
        assert_eq!(found(&ann, "sé ann").await, ["Anne-Marie Ó Sé"]);
        assert_eq!(found(&ann, "zoe gross").await, Vec::<String>::new());
    }

    async fn a_list_of_people_goes_on_from_where_it_was(app) {
        let mut actors = Vec::new();
        for name in ["Ann", "Bea", "Çelik", "dan", "Éva", "Łucja", "Zoë"] {
            actors.push(app.member(name, "education").await);
        }
        let [ann, bea, ..] = actors.as_slice() else { panic!("seven of them") };
        let query = "query($after: String) { members(first: 2, after: $after) { nodes { name } pageInfo { endCursor hasNextPage } } }";
        let page = async |after: &Value| ann.run(query, json!({ "after": after })).await["members"].clone();
        let first = page(&Value::Null).await;
        assert_eq!(names(&first), ["Ann", "Bea"]);
        assert_eq!(renamed(bea, "Yolanda").await["status"], "SAVED");
        let mut seen = Vec::new();
        let mut after = first["pageInfo"]["endCursor"].clone();
        loop {
            let next = page(&after).await;
            seen.extend(names(&next));
            if next["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = next["pageInfo"]["endCursor"].clone();
            // Whoever stands at the end of a page goes on behind it all the same.
            sql(&app, "UPDATE member SET state = 'left' WHERE name = 'dan'").await;
        }
        assert_eq!(seen, ["Çelik", "dan", "Éva", "Łucja", "Yolanda", "Zoë"], "nobody twice and nobody lost");
        for other in ["AAAA", &"A".repeat(2_000), "", "é"] {
            assert_eq!(ann.send(query, json!({ "after": other })).await.codes(), ["BAD_REQUEST"], "{other}");
        }
    }

    async fn marks_heaped_on_a_letter_are_refused_in_titles_as_in_names(app) {
        let ann = app.member("Ann", "education").await;
        let heaped = "Wai\u{335}\u{31e}\u{349}\u{35a}\u{317}\u{320}ting lists";
        let topics = ann.run("{ topics { id } }", json!({})).await["topics"][0]["id"].clone();
        let input = json!({ "kind": "QUESTION", "title": heaped, "body": "Words.", "topics": [topics] });
        let query = "mutation($input: StartThreadInput!) { startThread(input: $input) { status problems { field message } } }";
        let refused = ann.run(query, json!({ "input": input })).await["startThread"].clone();
        let problem = json!({ "field": "title", "message": "Take out the marks that are heaped on one letter from a title" });
        assert_eq!((&refused["status"], &refused["problems"][0]), (&json!("INVALID"), &problem));
        let refused = renamed(&ann, heaped).await;
        assert_eq!(refused["problems"][0]["message"], "Take out the marks that are heaped on one letter from your name");
        let thread = ann.ask("Ẅhat about Nguyễn Thị Ánh, ज़ीनत and ကြွေး?").await;
        let reply = "mutation($input: ReplyInput!) { reply(input: $input) { status problems { field message } } }";
        let refused = ann.run(reply, json!({ "input": { "thread": thread, "body": format!("Fine.\n\n{heaped}") } })).await["reply"].clone();
        let problem = json!({ "field": "body", "message": "Take out the marks that are heaped on one letter from your message" });
        assert_eq!((&refused["status"], &refused["problems"][0]), (&json!("INVALID"), &problem));
    }

    async fn what_word_puts_between_words_is_read_as_it_was_meant(app) {
        let ann = app.member("Ann", "education").await;
        let thread = ann.start("DISCUSSION", "Notes\u{b}of\u{1f} the\u{7} day", "First\u{b}second, face\u{1e}to\u{1e}face\u{c}next page\u{7}").await;
        app.run_jobs().await;
        let data = ann.run("query($id: ID!) { thread(id: $id) { title opening { body } } }", json!({ "id": thread })).await;
        assert_eq!(data["thread"]["title"], "Notes of the day");
        assert_eq!(data["thread"]["opening"]["body"], "<p>First<br>second, face-to-face<br>next page</p>");
        assert_eq!(renamed(&ann, "Ann\u{b}Example\u{1f}").await["status"], "SAVED");
        assert_eq!(found(&ann, "ann").await, ["Ann Example"]);
    }

    async fn an_address_is_understood_or_its_fault_is_named(app) {
        let ann = app.member("Ann", "education").await;
        let query = "mutation($input: RequestSignInInput!) { requestSignIn(input: $input) { status problems { field message } } }";
        let ask = async |email: &str| app.visitor().run(query, json!({ "input": { "email": email } })).await["requestSignIn"].clone();
        let pasted = format!("Ann Example <mailto:\u{200b}{}>;", ann.email.to_uppercase());
        assert_eq!(ask(&pasted).await["status"], "SENT");
        app.run_jobs().await;
        assert!(app.mail_to(&ann.email.to_uppercase()).or_else(|| app.mail_to(&ann.email)).is_some(), "it arrives");
        for (email, says) in [
            ("ann@member.test, bea@member.test", "one email address"),
            ("аnn@member.test", "“а”"),
            ("\u{202e}tset.rebmem@nna", "invisible signs"),
            ("ann b@member.test", "there is a space inside it"),
            ("ann", "a whole email address"),
            ("ann@127.0.0.1", "a whole email address"),
        ] {
            let refused = ask(email).await;
            let words = refused["problems"][0]["message"].as_str().unwrap_or_default();
            assert!(refused["status"] == "INVALID" && words.contains(says), "{email}: {refused}");
        }
    }

    async fn half_an_emoji_gets_words_of_its_own(app) {
        let ann = app.member("Ann", "education").await;
        let bodies = [
            r#"{"query":"mutation($b: HTML!) { reply(input: { thread: \"x\", body: $b }) { status } }","variables":{"b":"\ud83d"}}"#,
            r#"{"query":"{ viewer { state } }","variables":{"b":"cut \ude00 here"}}"#,
        ];
        for body in bodies {
            let request = app.router().post("/graphql").header("Content-Type", "application/json");
            let answer = request.body(body).send().await.0.into_body().into_string().await.expect("text");
            assert!(answer.contains("only half there") && answer.contains("BAD_REQUEST"), "{answer}");
        }
        assert_eq!(renamed(&ann, "Ann 😀").await["status"], "SAVED");
    }
}

weekly_tests! {
    async fn a_digest_marks_the_co_ordinator(week) {
        let cora = week.app.coordinator("Cora").await;
        let ann = week.app.member("Ann", "education").await;
        let bea = week.app.member("Bea", "education").await;
        cora.ask("What shall we talk about?").await;
        bea.ask("Who knows a good book?").await;
        week.tuesday().await;
        let text = week.copy_to(&ann).text();
        assert!(text.contains("Asked by Cora, co-ordinator") && text.contains("Asked by Bea ·"), "{text}");
    }
}
