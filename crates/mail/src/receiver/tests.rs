use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::Receiver;
use crate::{Content, Draft, MailOptions, Mailer, Priority, TransportOptions};

/// A client that says what it is told to and hears what it is told.
struct Client(TcpStream);

impl Client {
    async fn of(receiver: &Receiver) -> Self {
        let mut client = Self(TcpStream::connect(receiver.address).await.unwrap());
        assert_eq!(client.hear(1).await, ["220"]);
        client
    }

    /// One that has greeted.
    async fn greeted(receiver: &Receiver) -> Self {
        let mut client = Self::of(receiver).await;
        client
            .0
            .write_all(b"HELO client.example.org\r\n")
            .await
            .unwrap();
        assert_eq!(client.hear(1).await, ["250"]);
        client
    }

    /// Sends it all at once, and gives the codes of so many answers.
    async fn say(&mut self, words: &[u8], answers: usize) -> Vec<String> {
        self.0.write_all(words).await.unwrap();
        self.hear(answers).await
    }

    async fn hear(&mut self, answers: usize) -> Vec<String> {
        let mut codes = Vec::new();
        while codes.len() < answers {
            let line = self.line().await.expect("an answer");
            assert!(line.len() > 4 && line.ends_with("\r\n"), "{line:?}");
            if line.as_bytes()[3] == b' ' {
                codes.push(line[..3].to_owned());
            }
        }
        codes
    }

    /// The next line; none when the connection ended.
    async fn line(&mut self) -> Option<String> {
        let mut line = Vec::new();
        while !line.ends_with(b"\n") {
            match tokio::time::timeout(Duration::from_secs(20), self.0.read_u8())
                .await
                .expect("it says something")
            {
                Ok(byte) => line.push(byte),
                Err(_) => return None,
            }
        }
        Some(String::from_utf8(line).unwrap())
    }
}

#[tokio::test]
async fn our_own_mail_arrives_as_it_was_sent() {
    let receiver = Receiver::start().await.unwrap();
    let options = MailOptions::new(
        TransportOptions::Smtp(receiver.url()),
        "Torbay staff room <cove@cove.example.org>",
    );
    let mailer = Mailer::new(&options).unwrap();
    // Words that look like the end of a mail, and lines that are too long for one.
    let text = format!(
        ".\n..\nWhat helped: “tea” £3\n{}\n.",
        "a long line without end ".repeat(100)
    );
    let content = Content {
        subject: "Tea — and what it is for".to_owned(),
        text: text.clone(),
        html: format!("<p>{text}</p>"),
    };
    for number in 0..20 {
        let draft = Draft {
            to_name: Some("Ann".to_owned()),
            to_address: "ann@school.example.org".to_owned(),
            content: content.clone(),
            message_id: format!("number.{number}@cove.example.org"),
            thread_id: None,
            priority: Priority::Ordinary,
            date_ms: 1_795_593_900_000,
            reply_to: None,
            list_id: Some("digest.cove.example.org".to_owned()),
            is_to_many: true,
            unsubscribe_url: None,
        };
        mailer.send(&mailer.compose(draft).unwrap()).await.unwrap();
    }
    let mails = receiver.mailbox().messages();
    assert_eq!(mails.len(), 20);
    let mail = &mails[7];
    assert_eq!(
        (mail.from.as_str(), mail.to.as_slice()),
        (
            "cove@cove.example.org",
            ["ann@school.example.org".to_owned()].as_slice()
        )
    );
    assert_eq!(
        (mail.subject.as_str(), mail.date_ms),
        (content.subject.as_str(), Some(1_795_593_900_000))
    );
    assert_eq!(
        (mail.text.trim_end(), mail.html.trim_end()),
        (content.text.as_str(), content.html.as_str())
    );
    for header in [
        "Message-ID: <number.7@cove.example.org>\n",
        "List-Id: <digest.cove.example.org>\n",
        "Auto-Submitted: auto-generated\n",
    ] {
        assert!(mail.head.contains(header), "{header}: {}", mail.head);
    }
}

#[tokio::test]
async fn what_comes_in_the_wrong_order_is_refused() {
    let receiver = Receiver::start().await.unwrap();
    for (words, codes) in [
        ("MAIL FROM:<a@example.org>\r\n", "503"),
        ("RCPT TO:<b@example.org>\r\n", "503"),
        ("DATA\r\n", "503"),
        ("EHLO\r\n", "501"),
        ("FROBNICATE\r\n", "500"),
        ("\r\n", "500"),
        ("\u{fffd}\r\n", "500"),
        ("STARTTLS\r\n", "502"),
        ("NOOP\r\nRSET\r\nVRFY ann\r\nQUIT\r\n", "250 250 252 221"),
        ("HELO a\r\nDATA\r\n", "250 503"),
        (
            "HELO a\r\nMAIL FROM:<a@example.org>\r\nMAIL FROM:<c@example.org>\r\n",
            "250 250 503",
        ),
        (
            "HELO a\r\nMAIL FROM:<a@example.org>\r\nDATA\r\n",
            "250 250 503",
        ),
        (
            "HELO a\r\nMAIL FROM:<a@example.org>\r\nRSET\r\nRCPT TO:<b@example.org>\r\n",
            "250 250 250 503",
        ),
        (
            "HELO a\r\nMAIL FROM:<a@example.org>\r\nEHLO a\r\nRCPT TO:<b@example.org>\r\n",
            "250 250 250 503",
        ),
        (
            "HELO a\r\nMAIL\r\nMAIL FROM:a@example.org\r\nMAIL FROM:<a@example.org\r\n",
            "250 501 501 501",
        ),
        (
            "HELO a\r\nMAIL FROM:<>\r\nRCPT TO:<>\r\nRCPT TO:<b c@example.org>\r\n",
            "250 250 501 501",
        ),
        (
            "HELO a\r\nmail from:<a@example.org> size=262144 body=8bitmime\r\n",
            "250 250",
        ),
        (
            "HELO a\r\nMAIL FROM:<a@example.org> SIZE=262145\r\n",
            "250 552",
        ),
        (
            "HELO a\r\nMAIL FROM:<a@example.org> SIZE=99999999999999999999999\r\n",
            "250 501",
        ),
        (
            "HELO a\r\nMAIL FROM:<a@example.org> SMTPUTF8\r\n",
            "250 555",
        ),
        (
            "HELO a\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org> NOTIFY=NEVER\r\n",
            "250 250 555",
        ),
    ] {
        let codes: Vec<&str> = codes.split(' ').collect();
        assert_eq!(
            Client::of(&receiver)
                .await
                .say(words.as_bytes(), codes.len())
                .await,
            codes,
            "{words}"
        );
    }
    assert!(receiver.mailbox().messages().is_empty());
}

#[tokio::test]
async fn what_it_offers_it_holds() {
    let receiver = Receiver::start().await.unwrap();
    let mut client = Client::of(&receiver).await;
    client
        .0
        .write_all(b"EHLO client.example.org\r\n")
        .await
        .unwrap();
    let mut offered = Vec::new();
    while !offered
        .last()
        .is_some_and(|line: &String| line.starts_with("250 "))
    {
        offered.push(client.line().await.unwrap());
    }
    assert_eq!(
        offered[1..],
        [
            "250-PIPELINING\r\n",
            "250-8BITMIME\r\n",
            &format!("250 SIZE {}\r\n", super::session::LARGEST)
        ]
    );
    // Two whole mails, the second in Latin-1, and the goodbye in one write.
    let at_once = b"MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nRCPT TO:<c@example.org>\r\nDATA\r\n\
        Subject: One\r\n\r\n..dots\r\n...\r\n.\r\n\
        MAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n\xe9\r\n.\r\nQUIT\r\n";
    let codes = [
        "250", "250", "250", "354", "250", "250", "250", "354", "250", "221",
    ];
    assert_eq!(client.say(at_once, codes.len()).await, codes);
    assert_eq!(client.line().await, None);
    let mails = receiver.mailbox().messages();
    assert_eq!(
        (mails[0].subject.as_str(), mails[0].text.as_str()),
        ("One", ".dots\n..\n")
    );
    assert_eq!(mails[0].to, ["b@example.org", "c@example.org"]);
    assert_eq!(
        (
            mails[1].from.as_str(),
            mails[1].subject.as_str(),
            mails[1].date_ms
        ),
        ("", "", None)
    );
}

#[tokio::test]
async fn one_byte_at_a_time_is_heard_as_well() {
    let receiver = Receiver::start().await.unwrap();
    let mut client = Client::greeted(&receiver).await;
    client.0.set_nodelay(true).unwrap();
    for byte in
        b"MAIL FROM:<a@example.org>\nRCPT TO:<b@example.org>\r\nDATA\r\nSubject: Slow\r\n\r\n.."
    {
        client.0.write_all(&[*byte]).await.unwrap();
        tokio::task::yield_now().await;
    }
    assert_eq!(
        client.say(b"\r\n.\r\n", 4).await,
        ["250", "250", "354", "250"]
    );
    assert_eq!(receiver.mailbox().messages()[0].text, ".\n");
}

#[tokio::test]
async fn lines_and_mails_have_their_bounds() {
    let receiver = Receiver::start().await.unwrap();
    let mut client = Client::greeted(&receiver).await;
    let long = [b"NOOP ".as_slice(), &[b'x'; 100_000], b"\r\nNOOP\r\n"].concat();
    assert_eq!(client.say(&long, 2).await, ["500", "250"]);
    let start = b"MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n";
    let line = |length: usize| [vec![b'x'; length], b"\r\n".to_vec()].concat();
    for (body, code) in [
        (line(998), "250"),
        (line(999), "500"),
        (line(1_000_000), "500"),
        (line(998).repeat(super::session::LARGEST / 1_000), "250"),
        (line(998).repeat(super::session::LARGEST / 1_000 + 1), "552"),
        // What one relay takes for a line of the mail, another would for its end.
        (b"\n.\r\nRSET\r\n".to_vec(), "554"),
        (b"\n.\nRSET\r\n".to_vec(), "554"),
        (b"\r\n.\nRSET\r\n".to_vec(), "554"),
        (b"\r.\r\nRSET\r\n".to_vec(), "250"),
    ] {
        let mail = [start.as_slice(), &body, b".\r\n"].concat();
        assert_eq!(
            client.say(&mail, 4).await,
            ["250", "250", "354", code],
            "{} bytes",
            body.len()
        );
    }
    assert_eq!(receiver.mailbox().messages().len(), 3);
    let many = [
        b"MAIL FROM:<a@example.org>\r\n".as_slice(),
        &b"RCPT TO:<b@example.org>\r\n".repeat(101),
    ]
    .concat();
    let codes = client.say(&many, 102).await;
    assert_eq!((codes[100].as_str(), codes[101].as_str()), ("250", "452"));
}

#[tokio::test]
async fn half_a_mail_is_no_mail() {
    let receiver = Receiver::start().await.unwrap();
    let start = b"MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n";
    for rest in [
        "",
        "Subject: Half\r\n",
        "Subject: Half\r\n\r\n.",
        "Subject: Half\r\n\r\n.\r",
        "half a line",
    ] {
        let mut client = Client::greeted(&receiver).await;
        assert_eq!(
            client.say(&[start, rest.as_bytes()].concat(), 3).await,
            ["250", "250", "354"]
        );
        client.0.shutdown().await.unwrap();
        assert_eq!(client.line().await, None, "{rest:?}");
    }
    assert!(receiver.mailbox().messages().is_empty());
}

#[tokio::test]
async fn who_makes_no_sense_or_says_nothing_is_left() {
    let receiver = Receiver::with_timeout(Duration::from_secs(1))
        .await
        .unwrap();
    // A browser that a page sent here, to talk SMTP behind the headers.
    let mut browser = Client::of(&receiver).await;
    let http = "POST / HTTP/1.1\r\nHost: a\r\nAccept: b\r\nOrigin: c\r\nContent-Length: 9\r\nCookie: d\r\n\r\n\
        HELO a\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nx\r\n.\r\n";
    assert_eq!(
        browser.say(http.as_bytes(), 6).await,
        ["500", "500", "500", "500", "500", "421"]
    );
    assert_eq!(browser.line().await, None);
    for words in [
        "",
        "NOOP",
        "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSubject: Half\r\n",
    ] {
        let mut client = Client::greeted(&receiver).await;
        client.0.write_all(words.as_bytes()).await.unwrap();
        let mut last = String::new();
        while let Some(line) = client.line().await {
            last = line;
        }
        assert_eq!(last, "421 nothing came for too long\r\n", "{words}");
    }
    assert!(receiver.mailbox().messages().is_empty());
}

#[tokio::test]
async fn a_crowd_is_served_in_turn() {
    let receiver = Receiver::start().await.unwrap();
    let mut clients = Vec::new();
    for _ in 0..super::CONNECTIONS {
        clients.push(Client::of(&receiver).await);
    }
    let mut late = Client(TcpStream::connect(receiver.address).await.unwrap());
    let unheard = tokio::time::timeout(Duration::from_millis(100), late.0.read_u8()).await;
    assert!(unheard.is_err(), "{unheard:?}");
    clients.pop();
    assert_eq!(late.hear(1).await, ["220"]);
}
