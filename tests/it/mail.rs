//! Handing mail over a real socket, to a relay that behaves and to one that does not.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up is over"
)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use it::sink::{Answer, Mechanisms, Pipelining, Security, Sink, SinkOptions, Step};
use mail::{
    Content, Draft, Fault, MailOptions, Mailer, Message, Priority, Refused, SendError, SignIn,
    Timeouts, TransportOptions,
};

/// A mailer for this sink, with the patience of a busy machine.
fn mailer(sink: &Sink) -> Mailer {
    mailer_with(sink, |_| {})
}

fn mailer_with(sink: &Sink, change: impl FnOnce(&mut MailOptions)) -> Mailer {
    let mut options = options(&sink.url());
    options.tls_ca = sink
        .ca_pem()
        .map(|pem| file(&format!("ca-{}.pem", sink.port()), pem));
    change(&mut options);
    Mailer::new(&options).unwrap()
}

fn options(url: &str) -> MailOptions {
    let mut options = MailOptions::new(
        TransportOptions::Smtp(url.parse().unwrap()),
        "Torbay staff room <hello@cove.example.org>",
    );
    options.timeouts = Timeouts::all(Duration::from_secs(20));
    options
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn message(mailer: &Mailer, number: usize) -> Message {
    message_to(mailer, "ann@school.example.org", number)
}

fn message_to(mailer: &Mailer, address: &str, number: usize) -> Message {
    let content = Content {
        subject: format!("Mail {number} — déjà vu"),
        text: format!(
            "Number {number}\n.\n..two dots\n.a line that begins with one\n\nЖ {}\n",
            "long ".repeat(300)
        ),
        html: format!("<p>Number {number}</p>\n.\n"),
    };
    mailer
        .compose(draft(
            address,
            content,
            format!("number.{number}@cove.example.org"),
        ))
        .unwrap()
}

fn draft(address: &str, content: Content, message_id: String) -> Draft {
    Draft {
        to_name: None,
        to_address: address.into(),
        content,
        message_id,
        thread_id: None,
        priority: Priority::Ordinary,
        date_ms: 1_795_507_200_000,
        reply_to: None,
        list_id: None,
        is_to_many: false,
        unsubscribe_url: None,
    }
}

/// What came of handing it over, in short.
async fn outcome(mailer: &Mailer, message: &Message) -> &'static str {
    match mailer.send(message).await {
        Ok(_) => "taken",
        Err(SendError::Temporary {
            maybe_accepted: true,
            ..
        }) => "later, maybe taken",
        Err(SendError::Temporary {
            fault: Fault::Relay,
            ..
        }) => "later, relay",
        Err(SendError::Temporary {
            fault: Fault::Message,
            ..
        }) => "later, message",
        Err(SendError::Permanent {
            refused: Refused::Recipient,
            ..
        }) => "never, recipient",
        Err(SendError::Permanent {
            refused: Refused::Message,
            ..
        }) => "never, message",
    }
}

async fn reason(mailer: &Mailer, message: &Message) -> String {
    mailer.send(message).await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_composed() {
    for pipelining in [Pipelining::Yes, Pipelining::No] {
        let sink = Sink::start(SinkOptions {
            pipelining,
            ..SinkOptions::default()
        })
        .await;
        let mailer = mailer(&sink);
        let message = message(&mailer, 1);
        let accepted = mailer.send(&message).await.unwrap();
        assert_eq!(accepted.response, "250 2.0.0 taken");
        let mails = sink.mails();
        let [mail] = mails.as_slice() else {
            panic!("{} mails", mails.len())
        };
        assert_eq!(
            (mail.from.as_str(), mail.to.as_slice()),
            (
                "hello@cove.example.org",
                ["ann@school.example.org".to_owned()].as_slice()
            )
        );
        assert_eq!(mail.message_id, "number.1@cove.example.org");
        assert_eq!(
            String::from_utf8_lossy(&mail.raw).trim_end(),
            String::from_utf8_lossy(message.bytes()).trim_end()
        );
        assert_eq!(
            (mail.subject(), mail.text(), mail.html()),
            (
                message.subject().into(),
                message.text().into(),
                message.html().into()
            )
        );
    }
}

#[tokio::test]
async fn a_written_mail_reads_the_same_after_its_journey() {
    let sink = Sink::new().await;
    let mailer = mailer(&sink);
    for (number, sample) in mail::samples::samples().into_iter().enumerate() {
        let content = sample.render().unwrap();
        let message = mailer
            .compose(draft(
                "ann@school.example.org",
                content.clone(),
                format!("s.{number}@cove.example.org"),
            ))
            .unwrap();
        mailer.send(&message).await.unwrap();
        let mail = sink.mails().pop().unwrap();
        assert_eq!(
            (mail.subject(), mail.text(), mail.html()),
            (content.subject, content.text, content.html),
            "{}",
            sample.name()
        );
    }
    assert_eq!(sink.connections(), 1);
}

#[tokio::test]
async fn mail_is_encrypted_when_the_address_says_so() {
    for security in [Security::StartTls, Security::Tls] {
        for pipelining in [Pipelining::Yes, Pipelining::No] {
            let login = Some(("cove@example.org".to_owned(), "p@ss:w/rd %".to_owned()));
            let sink = Sink::start(SinkOptions {
                security,
                login,
                pipelining,
                ..SinkOptions::default()
            })
            .await;
            let mailer = mailer(&sink);
            for number in 0..3 {
                assert_eq!(
                    outcome(&mailer, &message(&mailer, number)).await,
                    "taken",
                    "{security:?}"
                );
            }
            assert_eq!((sink.count(), sink.connections()), (3, 1));
        }
    }
}

#[tokio::test]
async fn a_relay_that_cannot_prove_its_name_gets_no_mail() {
    for security in [Security::StartTls, Security::Tls] {
        let sink = Sink::start(SinkOptions {
            security,
            ..SinkOptions::default()
        })
        .await;
        let stranger = mailer_with(&sink, |options| options.tls_ca = None);
        let why = reason(&stranger, &message(&stranger, 1)).await;
        assert!(why.contains("certificate"), "{why}");
        assert_eq!(
            outcome(&stranger, &message(&stranger, 1)).await,
            "later, relay"
        );
        assert_eq!(sink.count(), 0);
    }
}

#[tokio::test]
async fn without_starttls_nothing_is_sent_in_the_open() {
    let sink = Sink::new().await;
    let mailer = Mailer::new(&options(
        &sink
            .url()
            .replace("smtp://", "smtp+starttls://user:secret@"),
    ))
    .unwrap();
    let why = reason(&mailer, &message(&mailer, 1)).await;
    assert!(why.contains("does not offer STARTTLS"), "{why}");
    assert_eq!(sink.count(), 0);
}

#[tokio::test]
async fn answers_slipped_in_before_tls_end_the_connection() {
    let sink = Sink::start(SinkOptions {
        security: Security::StartTls,
        ..SinkOptions::default()
    })
    .await;
    sink.behave(|behaviour| {
        behaviour.at.insert(
            Step::StartTls,
            Answer::say("220 go ahead\r\n250-evil.example.org\r\n250 AUTH LOGIN"),
        );
    });
    let mailer = mailer(&sink);
    let why = reason(&mailer, &message(&mailer, 1)).await;
    assert!(why.contains("unencrypted data after STARTTLS"), "{why}");
}

#[tokio::test]
async fn signing_in_works_with_plain_and_with_login() {
    for mechanisms in [Mechanisms::Both, Mechanisms::Login] {
        let login = Some(("cove@example.org".to_owned(), "p@ss:w/rd %ü".to_owned()));
        let sink = Sink::start(SinkOptions {
            login,
            mechanisms,
            ..SinkOptions::default()
        })
        .await;
        let mailer = mailer(&sink);
        mailer.check().await.unwrap();
        assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "taken");
    }
}

#[tokio::test]
async fn a_wrong_password_is_the_relays_fault_and_no_members() {
    let login = Some(("cove".to_owned(), "right".to_owned()));
    let sink = Sink::start(SinkOptions {
        login: login.clone(),
        ..SinkOptions::default()
    })
    .await;
    for url in [
        sink.url().replace("right", "hunter2"),
        sink.url().replace("cove:right@", ""),
    ] {
        let mailer = Mailer::new(&options(&url)).unwrap();
        assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "later, relay");
        let why = reason(&mailer, &message(&mailer, 1)).await;
        assert!(why.contains("535") || why.contains("530"), "{why}");
        assert!(!why.contains("hunter2"));
    }
    let none = Sink::start(SinkOptions {
        login,
        mechanisms: Mechanisms::None,
        ..SinkOptions::default()
    })
    .await;
    let mailer = mailer(&none);
    assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "later, relay");
    mailer.check().await.unwrap_err();
}

#[tokio::test]
async fn a_refused_recipient_leaves_the_connection_for_the_others() {
    for pipelining in [Pipelining::Yes, Pipelining::No] {
        let sink = Sink::start(SinkOptions {
            pipelining,
            ..SinkOptions::default()
        })
        .await;
        sink.behave(|behaviour| {
            behaviour.recipients.insert(
                "gone@school.example.org".into(),
                Answer::say("550 5.1.1 <gone@school.example.org> does not exist"),
            );
        });
        let mailer = mailer(&sink);
        assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "taken");
        let gone = message_to(&mailer, "gone@school.example.org", 2);
        assert_eq!(outcome(&mailer, &gone).await, "never, recipient");
        assert_eq!(
            reason(&mailer, &gone).await,
            "at the recipient: permanent error (550): 5.1.1 (address) does not exist"
        );
        assert_eq!(outcome(&mailer, &message(&mailer, 3)).await, "taken");
        assert_eq!((sink.count(), sink.connections()), (2, 1));
    }
}

#[tokio::test]
async fn each_refusal_is_told_apart() {
    for pipelining in [Pipelining::Yes, Pipelining::No] {
        for (step, words, meaning) in [
            (Step::Greeting, "554 5.7.1 not you", "later, relay"),
            (Step::Greeting, "421 4.3.2 too busy", "later, relay"),
            (Step::Hello, "550 5.7.1 not you", "later, relay"),
            (Step::Sender, "550 5.7.1 sender not welcome", "later, relay"),
            (Step::Sender, "421 4.7.0 too many", "later, relay"),
            (Step::Recipient, "550 5.1.1 unknown", "never, recipient"),
            (
                Step::Recipient,
                "554 5.7.1 Relay access denied",
                "later, relay",
            ),
            (
                Step::Recipient,
                "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a list",
                "later, message",
            ),
            (
                Step::Recipient,
                "553 5.7.1 Sender address rejected: not owned by user",
                "later, message",
            ),
            (Step::Recipient, "450 4.2.1 busy", "later, message"),
            (Step::Data, "451 4.3.0 not now", "later, message"),
            (Step::Mail, "554 5.6.0 looks like spam", "never, message"),
            (Step::Mail, "452 4.3.1 disk full", "later, message"),
            (Step::Mail, "421 4.3.2 shutting down", "later, message"),
            (Step::Mail, "nonsense", "later, maybe taken"),
        ] {
            let sink = Sink::start(SinkOptions {
                pipelining,
                ..SinkOptions::default()
            })
            .await;
            let mailer = mailer(&sink);
            sink.behave(|behaviour| drop(behaviour.at.insert(step, Answer::say(words))));
            assert_eq!(
                outcome(&mailer, &message(&mailer, 1)).await,
                meaning,
                "{step:?}: {words}"
            );
            assert_eq!(sink.count(), 0);
            sink.behave(|behaviour| behaviour.at.clear());
            assert_eq!(
                outcome(&mailer, &message(&mailer, 1)).await,
                "taken",
                "after {step:?}: {words}"
            );
        }
    }
}

#[tokio::test]
async fn a_relay_that_says_go_ahead_to_nobody_gets_no_mail() {
    let sink = Sink::new().await;
    sink.behave(|behaviour| {
        behaviour
            .at
            .insert(Step::Recipient, Answer::say("550 5.1.1 unknown"));
        behaviour.at.insert(Step::Data, Answer::say("354 go ahead"));
    });
    let mailer = mailer(&sink);
    assert_eq!(
        outcome(&mailer, &message(&mailer, 1)).await,
        "never, recipient"
    );
    assert_eq!(sink.count(), 0);
}

#[tokio::test]
async fn greylisting_passes_the_second_time() {
    let sink = Sink::new().await;
    sink.behave(|behaviour| behaviour.greylist = true);
    let mailer = mailer(&sink);
    let message = message(&mailer, 1);
    assert_eq!(outcome(&mailer, &message).await, "later, message");
    assert_eq!(outcome(&mailer, &message).await, "taken");
    assert_eq!((sink.count(), sink.connections()), (1, 1));
}

#[tokio::test]
async fn silence_ends_in_time_at_every_step() {
    let mut runs = tokio::task::JoinSet::new();
    for pipelining in [Pipelining::Yes, Pipelining::No] {
        for (step, meaning) in [
            (Step::Greeting, "later, relay"),
            (Step::Hello, "later, relay"),
            (Step::Sender, "later, relay"),
            (Step::Recipient, "later, message"),
            (Step::Data, "later, message"),
            (Step::Mail, "later, maybe taken"),
        ] {
            runs.spawn(async move {
                let sink = Sink::start(SinkOptions {
                    pipelining,
                    ..SinkOptions::default()
                })
                .await;
                sink.behave(|behaviour| drop(behaviour.at.insert(step, Answer::Silence)));
                // Time enough for the steps before, on a busy machine too.
                let mailer = mailer_with(&sink, |options| {
                    options.timeouts = Timeouts::all(Duration::from_secs(4));
                });
                let said = tokio::time::timeout(
                    Duration::from_secs(60),
                    outcome(&mailer, &message(&mailer, 1)),
                )
                .await;
                assert_eq!(said, Ok(meaning), "{step:?}");
            });
        }
    }
    runs.join_all().await;
}

#[tokio::test]
async fn a_slow_relay_is_waited_for() {
    let sink = Sink::new().await;
    // Longer than a command may take, which is long enough for a busy machine.
    sink.behave(|behaviour| behaviour.delay = Duration::from_millis(3_300));
    let mailer = mailer_with(&sink, |options| {
        options.timeouts.command = Duration::from_secs(3);
    });
    assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "taken");
}

#[tokio::test]
async fn a_connection_lost_in_the_mail_is_not_tried_again_unasked() {
    for answer in [Answer::KeepAndHangUp, Answer::HangUp] {
        let sink = Sink::new().await;
        let mailer = mailer(&sink);
        // On a connection that was used before, where a loss at another step is retried.
        assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "taken");
        let step = if answer == Answer::HangUp {
            Step::Body
        } else {
            Step::Mail
        };
        sink.behave(|behaviour| drop(behaviour.at.insert(step, answer.clone())));
        assert_eq!(
            outcome(&mailer, &message(&mailer, 2)).await,
            "later, maybe taken"
        );
        assert_eq!(sink.connections(), 1);
        sink.behave(|behaviour| behaviour.at.clear());
        assert_eq!(outcome(&mailer, &message(&mailer, 2)).await, "taken");
        let kept_before = usize::from(answer == Answer::KeepAndHangUp);
        let ids: Vec<String> = sink
            .mails()
            .iter()
            .map(|mail| mail.message_id.clone())
            .collect();
        assert_eq!(
            ids.iter()
                .filter(|id| *id == "number.2@cove.example.org")
                .count(),
            1 + kept_before
        );
    }
}

#[tokio::test]
async fn a_connection_that_closed_between_mails_is_replaced() {
    for pipelining in [Pipelining::Yes, Pipelining::No] {
        let sink = Sink::start(SinkOptions {
            pipelining,
            ..SinkOptions::default()
        })
        .await;
        let mailer = mailer(&sink);
        assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "taken");
        sink.hang_up().await;
        assert_eq!(outcome(&mailer, &message(&mailer, 2)).await, "taken");
        sink.behave(|behaviour| behaviour.mails_per_connection = Some(3));
        for number in 3..20 {
            assert_eq!(outcome(&mailer, &message(&mailer, number)).await, "taken");
        }
        let ids: Vec<String> = sink
            .mails()
            .iter()
            .map(|mail| mail.message_id.clone())
            .collect();
        let expected: Vec<String> = (1..20)
            .map(|number| format!("number.{number}@cove.example.org"))
            .collect();
        assert_eq!(ids, expected);
    }
}

#[tokio::test]
async fn many_mails_share_few_connections() {
    let sink = Sink::new().await;
    sink.behave(|behaviour| behaviour.delay = Duration::from_millis(2));
    let mailer = mailer_with(&sink, |options| options.connections = 3);
    let mut runs = tokio::task::JoinSet::new();
    for number in 0..120 {
        let mailer = mailer.clone();
        runs.spawn(async move { mailer.send(&message(&mailer, number)).await.is_ok() });
    }
    assert!(runs.join_all().await.into_iter().all(|taken| taken));
    let mut ids: Vec<String> = sink
        .wait_for(120)
        .await
        .iter()
        .map(|mail| mail.message_id.clone())
        .collect();
    ids.sort();
    ids.dedup();
    // The third is kept for urgent mail.
    assert_eq!(
        (ids.len(), sink.most_open(), sink.connections()),
        (120, 2, 2)
    );
}

#[tokio::test]
async fn a_mail_given_up_halfway_leaves_its_place_to_the_next() {
    let sink = Sink::new().await;
    let mailer = mailer_with(&sink, |options| options.connections = 1);
    sink.behave(|behaviour| drop(behaviour.at.insert(Step::Mail, Answer::Silence)));
    let first = message(&mailer, 1);
    tokio::select! {
        handed = mailer.send(&first) => panic!("{handed:?}"),
        () = sink.wait_until_hung(1) => {}
    }
    sink.behave(|behaviour| behaviour.at.clear());
    assert_eq!(outcome(&mailer, &message(&mailer, 2)).await, "taken");
    let mails = sink.mails();
    assert_eq!(
        mails
            .iter()
            .map(|mail| mail.message_id.as_str())
            .collect::<Vec<_>>(),
        ["number.2@cove.example.org"]
    );
}

#[tokio::test]
async fn a_relay_that_is_away_is_the_relays_fault() {
    let sink = Sink::new().await;
    let mailer = mailer(&sink);
    sink.behave(|behaviour| behaviour.turn_away = true);
    assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "later, relay");
    sink.behave(|behaviour| behaviour.turn_away = false);
    assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "taken");
    let url = sink.url();
    drop(sink);
    let mailer = Mailer::new(&options(&url)).unwrap();
    assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "later, relay");
}

#[tokio::test]
async fn idle_connections_are_closed() {
    let sink = Sink::new().await;
    let mailer = mailer_with(&sink, |options| {
        options.timeouts.idle = Duration::from_millis(50);
    });
    assert_eq!(outcome(&mailer, &message(&mailer, 1)).await, "taken");
    sink.wait_until_closed().await;
    assert_eq!(outcome(&mailer, &message(&mailer, 2)).await, "taken");
    mailer.close().await;
    sink.wait_until_closed().await;
    assert_eq!((sink.count(), sink.connections()), (2, 2));
}

#[tokio::test]
async fn the_pace_is_kept() {
    let sink = Sink::new().await;
    let mailer = mailer_with(&sink, |options| options.rate_per_second = Some(50.0));
    let start = Instant::now();
    for number in 0..16 {
        assert_eq!(outcome(&mailer, &message(&mailer, number)).await, "taken");
    }
    // Fifteen intervals of 20 ms, of which a late timer may win back a tenth of a second.
    assert!(
        start.elapsed() >= Duration::from_millis(200),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn an_address_that_the_relay_cannot_take_is_the_recipients_fault() {
    let sink = Sink::new().await;
    let mailer = mailer(&sink);
    assert_eq!(
        outcome(&mailer, &message_to(&mailer, "jörg@school.example.org", 1)).await,
        "never, recipient"
    );
    assert_eq!(outcome(&mailer, &message(&mailer, 2)).await, "taken");
}

#[tokio::test]
async fn mail_can_go_to_a_folder_or_to_memory() {
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("mail-{}", std::process::id()));
    let from = "Torbay staff room <hello@cove.example.org>";
    let to_folder = Mailer::new(&MailOptions::new(
        TransportOptions::Directory(folder.clone()),
        from,
    ))
    .unwrap();
    let in_memory = Mailer::new(&MailOptions::new(TransportOptions::Memory, from)).unwrap();
    for mailer in [&to_folder, &in_memory] {
        let sign_in = SignIn {
            layout: mail::Layout {
                community: "Torbay staff room".into(),
                to: None,
                help_url: "https://cove.example.org/help-now".into(),
            },
            link: "https://cove.example.org/sign-in#x".into(),
            code: "402913".into(),
            minutes: 30,
            asked_at: "2:14pm".to_owned(),
            asked_in: None,
        };
        let content = mail::Mail::render(&sign_in).unwrap();
        let message = mailer
            .compose(draft(
                "ann@school.example.org",
                content,
                "a/b@cove.example.org".into(),
            ))
            .unwrap();
        for _ in 0..2 {
            assert_eq!(outcome(mailer, &message).await, "taken");
        }
    }
    let files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files, ["a_b@cove.example.org.eml"]);
    let written = std::fs::read_to_string(folder.join("a_b@cove.example.org.eml")).unwrap();
    assert!(written.contains("Subject: Sign in to Torbay staff room\r\n"));
    std::fs::remove_dir_all(&folder).unwrap();
    let messages = in_memory.mailbox().unwrap().messages();
    assert_eq!(messages.len(), 2);
    assert!(messages[0].text().contains("402913") && messages[0].html().contains("402913"));
    assert!(to_folder.mailbox().is_none());
}

#[tokio::test]
async fn options_that_cannot_work_name_their_field() {
    let sink = Sink::start(SinkOptions {
        security: Security::Tls,
        ..SinkOptions::default()
    })
    .await;
    let field = |change: &dyn Fn(&mut MailOptions)| {
        let mut options = options(&sink.url());
        change(&mut options);
        Mailer::new(&options).unwrap_err().field
    };
    assert_eq!(
        field(&|options| options.tls_ca = Some("/nowhere/ca.pem".into())),
        "tls_ca"
    );
    assert_eq!(
        field(&|options| options.tls_ca = Some(file("empty-ca.pem", "nothing"))),
        "tls_ca"
    );
    assert_eq!(field(&|options| options.from = "nobody".into()), "from");
    assert_eq!(
        field(&|options| options.hello_name = Some("a b".into())),
        "hello_name"
    );
    assert_eq!(field(&|options| options.connections = 0), "connections");
    let dkim = |domain: &str| mail::DkimOptions {
        domain: domain.into(),
        selector: "cove".into(),
        key_file: "/nowhere/key.pem".into(),
    };
    assert_eq!(
        field(&|options| options.dkim = Some(dkim("cove.example.org"))),
        "dkim.key_file"
    );
}

#[tokio::test]
async fn urgent_mail_has_a_connection_that_no_other_takes() {
    for connections in [2, 4] {
        let sink = Sink::new().await;
        let mailer = mailer_with(&sink, |options| options.connections = connections);
        sink.behave(|behaviour| {
            drop(
                behaviour
                    .mails
                    .insert("number.".to_owned(), Answer::Silence),
            );
        });
        let mut hanging = tokio::task::JoinSet::new();
        for number in 0..10 {
            let mailer = mailer.clone();
            hanging.spawn(async move { mailer.send(&message(&mailer, number)).await.is_ok() });
        }
        sink.wait_until_open_are(connections - 1).await;
        for number in 0..3 {
            let content = Content {
                subject: "Sign in".into(),
                text: "Hello".into(),
                html: "Hello".into(),
            };
            let urgent = Draft {
                priority: Priority::Urgent,
                ..draft(
                    "ann@school.example.org",
                    content,
                    format!("urgent.{number}@cove.example.org"),
                )
            };
            assert_eq!(
                outcome(&mailer, &mailer.compose(urgent).unwrap()).await,
                "taken"
            );
        }
        assert_eq!((sink.count(), sink.most_open()), (3, connections));
    }
}

#[tokio::test]
async fn with_one_connection_urgent_mail_is_next() {
    let sink = Sink::new().await;
    sink.behave(|behaviour| behaviour.delay = Duration::from_millis(50));
    let mailer = mailer_with(&sink, |options| options.connections = 1);
    let content = Content {
        subject: "Sign in".into(),
        text: "Hello".into(),
        html: "Hello".into(),
    };
    let urgent = Draft {
        priority: Priority::Urgent,
        ..draft(
            "ann@school.example.org",
            content,
            "urgent.1@cove.example.org".into(),
        )
    };
    let urgent = mailer.compose(urgent).unwrap();
    // None goes until the urgent one waits too.
    sink.behave(|behaviour| behaviour.holds = true);
    let mut ordinary = tokio::task::JoinSet::new();
    for number in 0..10 {
        let mailer = mailer.clone();
        ordinary.spawn(async move { mailer.send(&message(&mailer, number)).await.is_ok() });
    }
    sink.wait_until_open().await;
    let let_go = async { sink.behave(|behaviour| behaviour.holds = false) };
    assert_eq!(tokio::join!(outcome(&mailer, &urgent), let_go).0, "taken");
    assert!(
        sink.count() <= 3,
        "{} mails went before it",
        sink.count() - 1
    );
    assert!(ordinary.join_all().await.into_iter().all(|taken| taken));
}

#[tokio::test]
async fn a_frozen_relay_does_not_hold_up_the_end() {
    let sink = Sink::new().await;
    sink.behave(|behaviour| behaviour.delay = Duration::from_millis(50));
    // Longer than this test may take, where anything waited so long.
    let mailer = mailer_with(&sink, |options| {
        options.timeouts = Timeouts::all(Duration::from_secs(600));
    });
    let mut runs = tokio::task::JoinSet::new();
    for number in 0..8 {
        let mailer = mailer.clone();
        runs.spawn(async move { mailer.send(&message(&mailer, number)).await.is_ok() });
    }
    assert!(runs.join_all().await.into_iter().all(|taken| taken));
    assert!(sink.open() > 1, "several connections rest");
    sink.behave(|behaviour| drop(behaviour.at.insert(Step::Goodbye, Answer::Silence)));
    tokio::time::timeout(Duration::from_secs(60), mailer.close())
        .await
        .expect("it ends");
}
