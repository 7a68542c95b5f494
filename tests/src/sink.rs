//! An SMTP server for tests, on a port of its own on loopback: it takes mail, keeps
//! it, and misbehaves when told to.
//!
//! It shares lines and dots with the demo's receiver, and nothing with the sending
//! side, so that the two check each other. What it does can be changed while it runs with [`Sink::behave`].

mod received;
mod session;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, SanType};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

pub use self::received::Received;

/// A running sink. It ends, with its connections, when dropped.
#[derive(Debug)]
pub struct Sink {
    shared: Arc<Shared>,
    address: SocketAddr,
    ca_pem: Option<String>,
    _tasks: JoinSet<()>,
}

/// How a sink is set up; see [`Behaviour`] for what can change later.
#[derive(Clone, Debug, Default)]
pub struct SinkOptions {
    /// Whether and how the connection is encrypted.
    pub security: Security,
    /// User and password that mail is taken from; anybody's when `None`.
    pub login: Option<(String, String)>,
    /// The mechanisms offered for signing in, when `login` is set.
    pub mechanisms: Mechanisms,
    /// Whether several commands may come at once (RFC 2920).
    pub pipelining: Pipelining,
    /// How much of each mail is kept.
    pub keep: Keep,
}

/// Whether and how the connection is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Security {
    /// Not at all.
    #[default]
    Plain,
    /// On `STARTTLS`; before that no mail is taken.
    StartTls,
    /// From the first byte.
    Tls,
}

/// The mechanisms offered for signing in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mechanisms {
    /// PLAIN and LOGIN.
    #[default]
    Both,
    /// LOGIN alone.
    Login,
    /// None, although a sign-in is wanted.
    None,
}

/// Whether several commands may come at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pipelining {
    /// Offered.
    #[default]
    Yes,
    /// Not offered, and whoever does it anyway is cut off.
    No,
}

/// How much of each mail is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Everything.
    #[default]
    Everything,
    /// Envelope and Message-ID: for runs of many thousand mails.
    Ids,
}

/// What the sink does. `Behaviour::default()` takes everything at once.
#[derive(Clone, Debug, Default)]
pub struct Behaviour {
    /// How long to think before a mail is taken.
    pub delay: Duration,
    /// Whether each mail that has come whole waits until this is over.
    pub holds: bool,
    /// What to do at a step instead of the usual.
    pub at: BTreeMap<Step, Answer>,
    /// What to do at a recipient with this address instead of the usual.
    pub recipients: BTreeMap<String, Answer>,
    /// What to do after the final dot of a mail whose Message-ID begins so.
    pub mails: BTreeMap<String, Answer>,
    /// The same for a mail to this address.
    pub mails_to: BTreeMap<String, Answer>,
    /// Whether each pair of sender and recipient is put off the first time.
    pub greylist: bool,
    /// Whether connections are closed as soon as they come.
    pub turn_away: bool,
    /// After how many mails a connection is closed, without a word.
    pub mails_per_connection: Option<usize>,
}

/// Where in a conversation something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The first line.
    Greeting,
    /// EHLO.
    Hello,
    /// STARTTLS.
    StartTls,
    /// AUTH.
    Auth,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA.
    Data,
    /// After "go ahead", with part of the mail read.
    Body,
    /// After the final dot.
    Mail,
    /// QUIT.
    Goodbye,
}

/// What to do at a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Say this instead (a code and words); at [`Step::Mail`] the mail is kept only
    /// when the code is a 2.
    Say(String),
    /// Close the connection without a word; the mail is not kept.
    HangUp,
    /// At [`Step::Mail`]: keep the mail and close the connection without a word.
    KeepAndHangUp,
    /// Say nothing more, and keep the connection open.
    Silence,
}

impl Answer {
    /// Shorthand for [`Answer::Say`].
    #[must_use]
    pub fn say(words: &str) -> Self {
        Self::Say(words.to_owned())
    }
}

impl Behaviour {
    /// What to do after the final dot of this mail.
    fn after(&self, mail: &Received) -> Option<Answer> {
        let to_somebody = mail.to.iter().find_map(|to| self.mails_to.get(to));
        let of_its_kind = || {
            self.mails
                .iter()
                .find(|(beginning, _)| mail.message_id.starts_with(beginning.as_str()))
                .map(|(_, answer)| answer)
        };
        to_somebody
            .or_else(of_its_kind)
            .or_else(|| self.at.get(&Step::Mail))
            .cloned()
    }
}

#[derive(Debug)]
struct Shared {
    options: SinkOptions,
    behaviour: Mutex<Behaviour>,
    changes: watch::Sender<usize>,
    mails: Mutex<Vec<Arc<Received>>>,
    count: watch::Sender<usize>,
    greylisted: Mutex<BTreeSet<(String, String)>>,
    connections: AtomicUsize,
    open: watch::Sender<usize>,
    most_open: AtomicUsize,
    hang_up: watch::Sender<usize>,
    silences: watch::Sender<usize>,
}

impl Sink {
    /// Starts a sink that takes everything, unencrypted.
    pub async fn new() -> Self {
        Self::start(SinkOptions::default()).await
    }

    /// Starts a sink.
    ///
    /// # Panics
    /// When no port can be had.
    #[expect(clippy::expect_used, reason = "a test without its sink is over")]
    pub async fn start(options: SinkOptions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port on loopback");
        let address = listener.local_addr().expect("the port that was bound");
        let (ca_pem, acceptor) = match options.security {
            Security::Plain => (None, None),
            Security::StartTls | Security::Tls => {
                let (ca_pem, config) = certificate();
                (Some(ca_pem), Some(TlsAcceptor::from(Arc::new(config))))
            }
        };
        let shared = Arc::new(Shared {
            options,
            behaviour: Mutex::default(),
            changes: watch::Sender::new(0),
            mails: Mutex::default(),
            count: watch::Sender::new(0),
            greylisted: Mutex::default(),
            connections: AtomicUsize::new(0),
            open: watch::Sender::new(0),
            most_open: AtomicUsize::new(0),
            hang_up: watch::Sender::new(0),
            silences: watch::Sender::new(0),
        });
        let mut tasks = JoinSet::new();
        tasks.spawn(serve(listener, acceptor, Arc::clone(&shared)));
        Self {
            shared,
            address,
            ca_pem,
            _tasks: tasks,
        }
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Its address as Cove's setting wants it, with user and password if it has them.
    #[must_use]
    pub fn url(&self) -> String {
        let scheme = match self.shared.options.security {
            Security::Plain => "smtp",
            Security::StartTls => "smtp+starttls",
            Security::Tls => "smtps",
        };
        let login = self
            .shared
            .options
            .login
            .as_ref()
            .map(|(user, password)| format!("{}:{}@", escape(user), escape(password)));
        format!(
            "{scheme}://{}127.0.0.1:{}",
            login.unwrap_or_default(),
            self.port()
        )
    }

    /// The authority that its certificate is from, in PEM; `None` without TLS.
    #[must_use]
    pub fn ca_pem(&self) -> Option<&str> {
        self.ca_pem.as_deref()
    }

    /// Changes what it does, from the next step of each conversation on.
    pub fn behave(&self, change: impl FnOnce(&mut Behaviour)) {
        change(&mut lock(&self.shared.behaviour));
        self.shared.changes.send_modify(|times| *times += 1);
    }

    /// The mails it took, in order.
    #[must_use]
    pub fn mails(&self) -> Vec<Arc<Received>> {
        lock(&self.shared.mails).clone()
    }

    /// The mails it took for this address, in order.
    #[must_use]
    pub fn mails_to(&self, address: &str) -> Vec<Arc<Received>> {
        self.mails()
            .into_iter()
            .filter(|mail| mail.to.iter().any(|to| to == address))
            .collect()
    }

    /// How many mails it took.
    #[must_use]
    pub fn count(&self) -> usize {
        *self.shared.count.borrow()
    }

    /// Waits until it has taken this many mails, and returns all it has.
    ///
    /// # Panics
    /// When a minute goes by without one.
    pub async fn wait_for(&self, mails: usize) -> Vec<Arc<Received>> {
        self.wait_until(|taken| taken.len() >= mails).await
    }

    /// Waits until the mails it has taken are as wanted, and returns them.
    ///
    /// # Panics
    /// When a minute goes by without one.
    pub async fn wait_until(
        &self,
        is_enough: impl Fn(&[Arc<Received>]) -> bool,
    ) -> Vec<Arc<Received>> {
        let mut count = self.shared.count.subscribe();
        // Not `wait_for`: it would look at the mails with the count in its hand.
        while !is_enough(&self.mails()) {
            let came = tokio::time::timeout(Duration::from_secs(60), count.changed())
                .await
                .is_ok();
            assert!(
                came,
                "the sink has {} mails and waits for others: none came for a minute",
                self.count()
            );
        }
        self.mails()
    }

    /// Waits until a connection is open.
    ///
    /// # Panics
    /// When none is after a minute.
    pub async fn wait_until_open(&self) {
        self.wait_until_open_are(1).await;
    }

    /// Waits until so many connections are open.
    ///
    /// # Panics
    /// When they are not after a minute.
    pub async fn wait_until_open_are(&self, count: usize) {
        let mut open = self.shared.open.subscribe();
        let is_open = tokio::time::timeout(
            Duration::from_secs(60),
            open.wait_for(|open| *open >= count),
        )
        .await
        .is_ok();
        assert!(is_open, "not {count} connections are open after a minute");
    }

    /// Waits until it has fallen silent so often.
    ///
    /// # Panics
    /// When it has not after a minute.
    pub async fn wait_until_hung(&self, times: usize) {
        let mut silences = self.shared.silences.subscribe();
        let is_hung = tokio::time::timeout(
            Duration::from_secs(60),
            silences.wait_for(|silences| *silences >= times),
        )
        .await
        .is_ok();
        assert!(is_hung, "it did not fall silent {times} times in a minute");
    }

    /// Forgets the mails it took.
    pub fn clear(&self) {
        let mut mails = lock(&self.shared.mails);
        mails.clear();
        self.shared.count.send_replace(0);
    }

    /// How many connections were made.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// The most connections that were open at once.
    #[must_use]
    pub fn most_open(&self) -> usize {
        self.shared.most_open.load(Ordering::SeqCst)
    }

    /// How many connections are open.
    #[must_use]
    pub fn open(&self) -> usize {
        *self.shared.open.borrow()
    }

    /// Closes every open connection without a word, and waits until they are closed.
    pub async fn hang_up(&self) {
        self.shared.hang_up.send_modify(|times| *times += 1);
        self.wait_until_closed().await;
    }

    /// Waits until no connection is open.
    ///
    /// # Panics
    /// When one still is after a minute.
    pub async fn wait_until_closed(&self) {
        let mut open = self.shared.open.subscribe();
        let closed =
            tokio::time::timeout(Duration::from_secs(60), open.wait_for(|open| *open == 0))
                .await
                .is_ok();
        assert!(
            closed,
            "{} connections are open after a minute",
            self.open()
        );
    }
}

async fn serve(listener: TcpListener, acceptor: Option<TlsAcceptor>, shared: Arc<Shared>) {
    let mut sessions = JoinSet::new();
    // An accept that fails (too many open files) is over before the next one.
    while let Ok((stream, _)) = listener.accept().await {
        while sessions.try_join_next().is_some() {}
        let number = shared.connections.fetch_add(1, Ordering::SeqCst) + 1;
        if lock(&shared.behaviour).turn_away || stream.set_nodelay(true).is_err() {
            continue;
        }
        shared.open.send_modify(|open| *open += 1);
        shared
            .most_open
            .fetch_max(*shared.open.borrow(), Ordering::SeqCst);
        let (shared, acceptor) = (Arc::clone(&shared), acceptor.clone());
        let mut hang_up = shared.hang_up.subscribe();
        sessions.spawn(async move {
            tokio::select! {
                // A connection that breaks is the client's affair; tests look at the
                // client's side of it.
                _ended = session::talk(stream, acceptor, number, &shared) => {}
                _told = hang_up.changed() => {}
            }
            shared.open.send_modify(|open| *open -= 1);
        });
    }
}

/// An authority and a certificate for 127.0.0.1 from it, made for this sink alone.
#[expect(clippy::expect_used, reason = "a test without its certificate is over")]
fn certificate() -> (String, ServerConfig) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().expect("a key"))
        .expect("an authority");
    let mut site = CertificateParams::default();
    site.subject_alt_names = vec![SanType::IpAddress([127, 0, 0, 1].into())];
    let key = KeyPair::generate().expect("a key");
    let certificate = site.signed_by(&key, &authority).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("TLS versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("a server's side of TLS");
    (authority.pem(), config)
}

fn escape(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
