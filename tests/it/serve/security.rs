//! Security events in the log of a running server: each is there, with ids, and
//! without words, names or addresses.

use serde_json::{Value, json};

use super::running::{Folder, Running, until};

fn send(
    cove: &Running,
    token: Option<&str>,
    query: &str,
    variables: &Value,
) -> (Value, Option<String>) {
    let cookie = format!("cove={}", token.unwrap_or_default());
    let mut headers = vec![
        ("Content-Type", "application/json"),
        ("X-Cove-Request", "1"),
    ];
    if token.is_some() {
        headers.push(("Cookie", &cookie));
    }
    let body = json!({ "query": query, "variables": variables }).to_string();
    let reply = cove.send("POST", "/graphql", &headers, body.as_bytes());
    let session = reply.header("Set-Cookie").and_then(|cookie| {
        cookie
            .strip_prefix("cove=")?
            .split(';')
            .next()
            .map(str::to_owned)
    });
    (serde_json::from_str(&reply.text()).expect("JSON"), session)
}

/// The text of the newest mail that the server wrote to its folder.
fn mail(folder: &Folder, about: &str) -> String {
    until(about, || {
        let files = std::fs::read_dir(folder.path().join("data/mail")).ok()?;
        files
            .filter_map(|file| std::fs::read(file.ok()?.path()).ok())
            .find_map(|raw| {
                let parsed = mailparse::parse_mail(&raw).ok()?;
                let text = parsed.subparts.first()?.get_body().ok()?;
                text.contains(about).then_some(text)
            })
    })
}

fn events(folder: &Folder, name: &str) -> Vec<Value> {
    let log = Running::log(folder);
    let lines = log
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter(|line| line["event"] == name).collect()
}

#[test]
fn security_events_are_in_the_log_without_words_or_addresses() {
    let folder = Folder::new();
    let mut cove = Running::serve(&folder, &[("COVE_LOG_FORMAT", "json")]);
    let line = cove.next_line();
    let secret = line.trim().rsplit_once('#').expect("a link").1;
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let body = format!("token={secret}&name=Corabelle+Invented&email=corabelle%40school.example");
    let done = cove.send("POST", "/setup", &form, body.as_bytes());
    let cora = done
        .header("Set-Cookie")
        .and_then(|cookie| cookie.strip_prefix("cove=")?.split(';').next())
        .expect("a session")
        .to_owned();
    let set_up = events(&folder, "signed_in");
    assert_eq!((set_up.len(), &set_up[0]["how"]), (1, &json!("set_up")));
    let member = set_up[0]["member"].as_str().expect("an id").to_owned();

    let complete =
        "mutation LetMeIn($i: CompleteSignInInput!) { completeSignIn(input: $i) { status } }";
    let attempt = json!({ "i": { "email": "corabelle@school.example", "code": "739204" } });
    for _ in 0..6 {
        send(&cove, None, complete, &attempt);
    }
    let wrong = events(&folder, "wrong_code");
    assert_eq!(wrong.len(), 5);
    assert_eq!(
        wrong[0]["mailbox"].as_str().map(str::len),
        Some(32),
        "{}",
        wrong[0]
    );
    assert_eq!(
        wrong[0]["span"]["request"].as_str().map(str::len),
        Some(16),
        "{}",
        wrong[0]
    );
    assert_eq!(
        wrong[0]["span"]["client"].as_str().map(str::len),
        Some(32),
        "{}",
        wrong[0]
    );
    assert_eq!(wrong[0]["span"]["operation"], "LetMeIn", "{}", wrong[0]);
    let reached = events(&folder, "limit_reached");
    assert_eq!(reached.len(), 1);
    assert_eq!(
        (
            &reached[0]["of"],
            &reached[0]["whose"],
            &reached[0]["mailbox"]
        ),
        (
            &json!("wrong codes"),
            &json!("address"),
            &wrong[0]["mailbox"]
        )
    );

    let ask = "mutation($i: RequestSignInInput!) { requestSignIn(input: $i) { status } }";
    send(
        &cove,
        None,
        ask,
        &json!({ "i": { "email": "corabelle@school.example", "browser": "a".repeat(64) } }),
    );
    let text = mail(&folder, "/sign-in/confirm#token=");
    let token = text
        .split_once("#token=")
        .expect("a link")
        .1
        .split_whitespace()
        .next()
        .expect("a token");
    send(
        &cove,
        None,
        complete,
        &json!({ "i": { "token": token, "browser": "b".repeat(64) } }),
    );
    let other = events(&folder, "other_browser");
    assert_eq!(other.len(), 1);
    let (_, session) = send(
        &cove,
        None,
        complete,
        &json!({ "i": { "token": token, "browser": "a".repeat(64) } }),
    );
    let session = session.expect("a session");
    let signed_in = events(&folder, "signed_in").pop().expect("an event");
    assert_eq!(
        (&signed_in["how"], &signed_in["member"]),
        (&json!("link"), &json!(member))
    );
    assert_eq!(signed_in["challenge"], other[0]["challenge"]);

    // Somebody whose request nobody has decided asks for what members wrote.
    let (form, _) = send(&cove, None, "{ sectors { id } }", &json!({}));
    let apply = json!({ "i": { "name": "Ottoline Invented", "email": "ottoline@school.example", "organisation": "Gull Lane", "role": "Helper",
        "why": "To listen.", "sector": form["data"]["sectors"][0]["id"], "acceptsRules": true } });
    send(
        &cove,
        None,
        "mutation($i: ApplyForMembershipInput!) { applyForMembership(input: $i) { status } }",
        &apply,
    );
    let text = mail(&folder, "/join/confirm#token=");
    let token = text
        .split_once("#token=")
        .expect("a link")
        .1
        .split_whitespace()
        .next()
        .expect("a token");
    let confirm = "mutation($i: ConfirmAddressInput!) { confirmAddress(input: $i) { status } }";
    let (_, applicant) = send(&cove, None, confirm, &json!({ "i": { "token": token } }));
    let (refused, _) = send(
        &cove,
        applicant.as_deref(),
        "{ threads(first: 1) { nodes { id } } }",
        &json!({}),
    );
    assert_eq!(
        refused["errors"][0]["extensions"]["code"], "FORBIDDEN",
        "{refused}"
    );
    let refusals = events(&folder, "refused");
    assert_eq!(
        (refusals.len(), &refusals[0]["why"]),
        (1, &json!("not_allowed"))
    );
    assert!(
        refusals[0]["member"]
            .as_str()
            .is_some_and(|id| id.starts_with("member:") && id != member),
        "{}",
        refusals[0]
    );

    // A page of theirs, in the browser where somebody else signed in meanwhile.
    let applicant_id = refusals[0]["member"].as_str().expect("an id");
    let cookie = format!("cove={session}");
    let headers = [
        ("Content-Type", "application/json"),
        ("X-Cove-Request", "1"),
        ("Cookie", &cookie),
        ("X-Cove-Member", applicant_id),
    ];
    cove.send(
        "POST",
        "/graphql",
        &headers,
        json!({ "query": "{ viewer { state } }" })
            .to_string()
            .as_bytes(),
    );
    let refusal = events(&folder, "refused").pop().expect("an event");
    assert_eq!(
        (&refusal["why"], &refusal["member"]),
        (&json!("other_member"), &json!(member)),
        "{refusal}"
    );

    let (sessions, _) = send(
        &cove,
        Some(&session),
        "{ viewer { sessions { id current } } }",
        &json!({}),
    );
    let of_set_up = sessions["data"]["viewer"]["sessions"]
        .as_array()
        .expect("sessions")
        .iter()
        .find(|one| one["current"] == false);
    let end = "mutation($i: EndSessionInput!) { endSession(input: $i) { status } }";
    send(
        &cove,
        Some(&session),
        end,
        &json!({ "i": { "session": of_set_up.expect("another one")["id"] } }),
    );
    send(
        &cove,
        Some(&cora),
        "mutation { signOut { status } }",
        &json!({}),
    );
    send(
        &cove,
        Some(&session),
        "mutation { signOutEverywhere { status } }",
        &json!({}),
    );
    let ended: Vec<_> = events(&folder, "session_ended")
        .iter()
        .map(|event| (event["why"].clone(), event["member"].clone()))
        .collect();
    assert_eq!(
        ended,
        [
            (json!("chosen"), json!(member)),
            (json!("everywhere"), json!(member))
        ]
    );

    let log = Running::log(&folder);
    for word in [
        "school.example",
        "orabelle",
        "ttoline",
        "Gull Lane",
        "739204",
        secret,
        token,
        &session,
        &cora,
    ] {
        assert!(!log.contains(word), "{word} is in the log:\n{log}");
    }
    cove.stop();
}
