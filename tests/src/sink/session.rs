//! One conversation, from greeting to goodbye.

use std::io;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mail::receiver::SmtpStream;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::received::Received;
use super::{Answer, Keep, Mechanisms, Pipelining, Security, Shared, Step, lock};

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// Why a conversation cannot go on as it is.
enum End {
    /// Over.
    Closed,
    /// The client may begin TLS.
    StartTls,
}

impl From<io::Error> for End {
    fn from(_: io::Error) -> Self {
        Self::Closed
    }
}

struct Session<'a> {
    stream: SmtpStream<Box<dyn Stream>>,
    shared: &'a Shared,
    number: usize,
    encrypted: bool,
    signed_in: bool,
    taken: usize,
    from: Option<String>,
    to: Vec<String>,
}

pub(super) async fn talk(
    stream: TcpStream,
    acceptor: Option<TlsAcceptor>,
    number: usize,
    shared: &Shared,
) -> io::Result<()> {
    let implicit = shared.options.security == Security::Tls;
    let stream: Box<dyn Stream> = match &acceptor {
        Some(acceptor) if implicit => Box::new(acceptor.accept(stream).await?),
        _ => Box::new(stream),
    };
    let mut session = Session::new(stream, shared, number, implicit);
    let ended = session.greet_and_serve().await;
    session.stream.flush().await?;
    let Err(End::StartTls) = ended else {
        return Ok(());
    };
    let Some(acceptor) = acceptor else {
        return Ok(());
    };
    let stream = acceptor.accept(session.stream.into_inner()).await?;
    let mut session = Session::new(Box::new(stream), shared, number, true);
    let _closed = session.serve().await;
    session.stream.flush().await
}

impl<'a> Session<'a> {
    fn new(stream: Box<dyn Stream>, shared: &'a Shared, number: usize, encrypted: bool) -> Self {
        let signed_in = shared.options.login.is_none();
        Self {
            stream: SmtpStream::new(stream),
            shared,
            number,
            encrypted,
            signed_in,
            taken: 0,
            from: None,
            to: Vec::new(),
        }
    }

    async fn greet_and_serve(&mut self) -> Result<(), End> {
        if self.usual(Step::Greeting).await? {
            self.say("220 sink.example.org ESMTP").await?;
        }
        self.serve().await
    }

    async fn serve(&mut self) -> Result<(), End> {
        loop {
            let line = self.line().await?;
            if self.shared.options.pipelining == Pipelining::No && self.stream.has_more() {
                return Err(End::Closed);
            }
            let command = line.trim_end();
            let verb = command
                .split([' ', ':'])
                .next()
                .unwrap_or_default()
                .to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" | "HELO" => self.hello().await?,
                "STARTTLS" => return self.start_tls().await,
                "AUTH" => self.auth(command).await?,
                "MAIL" => self.sender(command).await?,
                "RCPT" => self.recipient(command).await?,
                "DATA" => self.data().await?,
                "RSET" => {
                    self.forget();
                    self.say("250 2.0.0 forgotten").await?;
                }
                "NOOP" => self.say("250 2.0.0 nothing done").await?,
                "QUIT" => {
                    self.usual(Step::Goodbye).await?;
                    self.say("221 2.0.0 goodbye").await?;
                    return Err(End::Closed);
                }
                _ => self.say("500 5.5.2 unknown command").await?,
            }
        }
    }

    async fn hello(&mut self) -> Result<(), End> {
        self.forget();
        if !self.usual(Step::Hello).await? {
            return Ok(());
        }
        let options = &self.shared.options;
        let mut offered = vec!["sink.example.org".to_owned(), "8BITMIME".to_owned()];
        if options.pipelining == Pipelining::Yes {
            offered.push("PIPELINING".to_owned());
        }
        if options.security == Security::StartTls && !self.encrypted {
            offered.push("STARTTLS".to_owned());
        } else if options.login.is_some() {
            match options.mechanisms {
                Mechanisms::Both => offered.push("AUTH PLAIN LOGIN".to_owned()),
                Mechanisms::Login => offered.push("AUTH LOGIN".to_owned()),
                Mechanisms::None => {}
            }
        }
        let last = offered.len() - 1;
        let lines: Vec<String> = offered
            .iter()
            .enumerate()
            .map(|(at, word)| format!("250{}{word}", if at == last { ' ' } else { '-' }))
            .collect();
        self.say(&lines.join("\r\n")).await
    }

    async fn start_tls(&mut self) -> Result<(), End> {
        if !self.usual(Step::StartTls).await? {
            return Err(End::StartTls);
        }
        self.say("220 2.0.0 go ahead").await?;
        Err(End::StartTls)
    }

    async fn auth(&mut self, command: &str) -> Result<(), End> {
        if !self.usual(Step::Auth).await? {
            return Ok(());
        }
        let mut words = command.split(' ').skip(1);
        let given = match (words.next(), words.next()) {
            (Some("PLAIN"), Some(response)) => {
                let decoded = STANDARD.decode(response).unwrap_or_default();
                let mut parts = decoded
                    .split(|byte| *byte == 0)
                    .skip(1)
                    .map(|part| String::from_utf8_lossy(part).into_owned());
                (
                    parts.next().unwrap_or_default(),
                    parts.next().unwrap_or_default(),
                )
            }
            (Some("LOGIN"), None) => (
                self.ask("VXNlcm5hbWU6").await?,
                self.ask("UGFzc3dvcmQ6").await?,
            ),
            _ => return self.say("504 5.5.4 not a mechanism of ours").await,
        };
        self.signed_in = self.shared.options.login.as_ref() == Some(&given);
        self.say(if self.signed_in {
            "235 2.7.0 welcome"
        } else {
            "535 5.7.8 wrong user or password"
        })
        .await
    }

    /// One step of AUTH LOGIN.
    async fn ask(&mut self, question: &str) -> Result<String, End> {
        self.say(&format!("334 {question}")).await?;
        let answer = STANDARD
            .decode(self.line().await?.trim_end())
            .unwrap_or_default();
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    async fn sender(&mut self, command: &str) -> Result<(), End> {
        if !self.usual(Step::Sender).await? {
            return Ok(());
        }
        if self.shared.options.security == Security::StartTls && !self.encrypted {
            return self.say("530 5.7.0 STARTTLS first").await;
        }
        if !self.signed_in {
            return self.say("530 5.7.0 authentication required").await;
        }
        if self.from.is_some() {
            return self.say("503 5.5.1 there is a sender already").await;
        }
        self.from = Some(in_brackets(command));
        self.say("250 2.1.0 fine").await
    }

    async fn recipient(&mut self, command: &str) -> Result<(), End> {
        if !self.usual(Step::Recipient).await? {
            return Ok(());
        }
        let Some(from) = self.from.clone() else {
            return self.say("503 5.5.1 a sender first").await;
        };
        let to = in_brackets(command);
        let own = lock(&self.shared.behaviour).recipients.get(&to).cloned();
        if let Some(answer) = own
            && !self.do_instead(answer).await?
        {
            return Ok(());
        }
        let put_off = lock(&self.shared.behaviour).greylist
            && lock(&self.shared.greylisted).insert((from, to.clone()));
        if put_off {
            return self.say("450 4.2.0 greylisted, come back later").await;
        }
        self.to.push(to);
        self.say("250 2.1.5 fine").await
    }

    async fn data(&mut self) -> Result<(), End> {
        if !self.usual(Step::Data).await? {
            return Ok(());
        }
        if self.to.is_empty() {
            return self.say("503 5.5.1 no valid recipients").await;
        }
        self.say("354 go ahead").await?;
        self.stream.wait_for_more().await?;
        self.usual(Step::Body).await?;
        let Ok(raw) = self.stream.read_body(usize::MAX).await? else {
            return self.say("554 5.6.0 this is no mail").await;
        };
        let delay = lock(&self.shared.behaviour).delay;
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        let mut changes = self.shared.changes.subscribe();
        while lock(&self.shared.behaviour).holds {
            changes.changed().await.map_err(|_| End::Closed)?;
        }
        let mail = Received::new(
            std::mem::take(&mut self.from).unwrap_or_default(),
            std::mem::take(&mut self.to),
            raw,
            self.number,
        );
        let own = lock(&self.shared.behaviour).after(&mail);
        match own {
            None => self.keep(mail),
            Some(Answer::Say(words)) => {
                if words.starts_with('2') {
                    self.keep(mail);
                }
                return self.say(&words).await;
            }
            Some(Answer::KeepAndHangUp) => {
                self.keep(mail);
                return Err(End::Closed);
            }
            Some(other) => return self.do_instead(other).await.map(drop),
        }
        self.say("250 2.0.0 taken").await?;
        self.taken += 1;
        let most = lock(&self.shared.behaviour).mails_per_connection;
        if most.is_some_and(|most| self.taken >= most) {
            Err(End::Closed)
        } else {
            Ok(())
        }
    }

    fn keep(&self, mut mail: Received) {
        if self.shared.options.keep == Keep::Ids {
            mail.raw = Vec::new();
        }
        crate::test_app::step();
        let mut mails = lock(&self.shared.mails);
        mails.push(Arc::new(mail));
        self.shared.count.send_replace(mails.len());
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }

    /// Whether the usual answer is to be given at this step.
    async fn usual(&mut self, step: Step) -> Result<bool, End> {
        let own = lock(&self.shared.behaviour).at.get(&step).cloned();
        match own {
            Some(answer) => self.do_instead(answer).await,
            None => Ok(true),
        }
    }

    async fn do_instead(&mut self, answer: Answer) -> Result<bool, End> {
        // What was said before is heard before.
        self.stream.flush().await?;
        match answer {
            Answer::Say(words) => self.say(&words).await.map(|()| false),
            Answer::HangUp | Answer::KeepAndHangUp => Err(End::Closed),
            Answer::Silence => {
                self.shared.silences.send_modify(|times| *times += 1);
                std::future::pending().await
            }
        }
    }

    /// The next line, whatever its length.
    async fn line(&mut self) -> Result<String, End> {
        let mut line = Vec::new();
        self.stream
            .read_line(&mut line, usize::MAX)
            .await?
            .ok_or(End::Closed)?;
        String::from_utf8(line).map_err(|_| End::Closed)
    }

    async fn say(&mut self, words: &str) -> Result<(), End> {
        Ok(self.stream.write_line(words).await?)
    }
}

fn in_brackets(command: &str) -> String {
    let after = command.split_once('<').map_or("", |(_, after)| after);
    after
        .split_once('>')
        .map_or(after, |(address, _)| address)
        .to_owned()
}
