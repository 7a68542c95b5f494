//! A whole Cove in the process: database, commands, worker, router.

use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use app::mailing::MailSender;
use app::seed::{self, NewMember};
use app::worker::Worker;
use app::{App, Settings};
use domain::clock::Span;
use domain::member::Role;
use domain::secret::Secret;
use domain::session::Computer;
use files::{Files, Place};
use mail::{MailOptions, Mailer, Message, TransportOptions};
use poem::endpoint::BoxEndpoint;
use poem::test::TestClient;

use crate::{Actor, Database, Engine, FakeClock};

/// Where the community of a test is reached.
pub const PUBLIC_URL: &str = "https://cove.test";

/// Where its co-ordinator reads mail from members.
pub const CONTACT: &str = "hello@cove.test";

/// How long a test may go without a step. It is the net under a test that waits
/// for what never comes, not a measure of speed: a busy machine makes steps
/// slow, and does not end them.
const NET: Duration = Duration::from_secs(120);
/// Nor may a test step for ever.
const NETS: usize = 10;

thread_local! {
    /// What the test of this thread has done so far: requests, mails, looks at
    /// the database.
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Notes that the test of this thread gets on.
pub(crate) fn step() {
    STEPS.set(STEPS.get() + 1);
}

/// A whole Cove. Cheap to clone.
#[derive(Clone)]
pub struct TestApp {
    inner: Arc<Inner>,
}

struct Inner {
    app: App,
    clock: FakeClock,
    mail_sender: MailSender,
    worker: Worker,
    router: TestClient<BoxEndpoint<'static>>,
    database: Database,
    engine: Engine,
}

impl std::fmt::Debug for TestApp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestApp")
            .field("engine", &self.inner.engine)
            .finish_non_exhaustive()
    }
}

/// Runs one test on one engine, with no job left over at the end.
///
/// # Panics
/// When the test does, or leaves jobs behind.
pub fn run<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(TestApp) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let app = TestApp::new(engine).await;
        let mut test = pin!(test(app.clone()));
        let mut nets = 0;
        let mut steps = STEPS.get();
        while tokio::time::timeout(NET, &mut test).await.is_err() {
            nets += 1;
            assert!(
                STEPS.get() > steps && nets < NETS,
                "the test waits for something that does not come"
            );
            steps = STEPS.get();
        }
        let left = db::job::unfinished(app.app().db())
            .await
            .expect("jobs are counted");
        assert_eq!(
            left, 0,
            "the test ends with jobs left over: run them with app.run_jobs()"
        );
    });
}

impl TestApp {
    /// A community with its sectors and topics and nobody in it. Mail stays in
    /// memory; see [`TestApp::mails`].
    pub async fn new(engine: Engine) -> Self {
        Self::with_mail(engine, TransportOptions::Memory).await
    }

    /// The same with mail going elsewhere: to a [`crate::sink::Sink`].
    pub async fn with_mail(engine: Engine, transport: TransportOptions) -> Self {
        Self::with_mail_options(engine, MailOptions::new(transport, "Cove <cove@cove.test>")).await
    }

    /// The same with every option of the mailer in the test's hand.
    pub async fn with_mail_options(engine: Engine, options: MailOptions) -> Self {
        Self::with_settings(engine, options, Self::settings()).await
    }

    /// What is known of a test's installation. Mail about replies goes at once.
    #[must_use]
    pub fn settings() -> Settings {
        Settings {
            public_url: PUBLIC_URL.to_owned(),
            contact: Some(CONTACT.to_owned()),
            is_demo: false,
            reply_wait: Span(0),
            links: None,
            files: Files::new(Self::files_in(Place::Memory)).expect("a place for files"),
        }
    }

    /// How a test looks after files: its reader is that of the real binary.
    #[must_use]
    pub fn files_in(place: Place) -> files::Options {
        let mut options = files::Options::new(place, std::env::temp_dir());
        options.reader.0 = crate::cove_binary();
        options
    }

    /// The same with other settings.
    pub async fn with_settings(engine: Engine, options: MailOptions, settings: Settings) -> Self {
        let database = Database::new(engine);
        let (_, store) = database.open().await;
        let clock = FakeClock::default();
        let app = App::new(
            store,
            Arc::new(clock.clone()),
            Secret::new([7; 32]),
            settings,
        );
        app::community::ensure_seeded(&app)
            .await
            .expect("a new community");
        let mailer = Mailer::new(&options).expect("mail options");
        let mail_sender = MailSender::new(mailer, "cove.test".to_owned());
        let worker = Worker::new(app.clone(), mail_sender.clone());
        let options = server::Options::new(
            PUBLIC_URL.parse().expect("an address"),
            Secret::new([7; 32]),
        );
        let router = TestClient::new(server::Server::new(app.clone(), options).router());
        Self {
            inner: Arc::new(Inner {
                app,
                clock,
                mail_sender,
                worker,
                router,
                database,
                engine,
            }),
        }
    }

    /// The commands, for what has no screen.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.inner.app
    }

    /// Which engine it runs on.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// The database behind it.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.inner.database
    }

    /// The hand of the clock.
    #[must_use]
    pub fn clock(&self) -> &FakeClock {
        &self.inner.clock
    }

    /// The way out for mail.
    #[must_use]
    pub fn mail_sender(&self) -> &MailSender {
        &self.inner.mail_sender
    }

    /// The worker, for tests that run it themselves.
    #[must_use]
    pub fn worker(&self) -> &Worker {
        &self.inner.worker
    }

    /// The router, for requests that no screen sends.
    #[must_use]
    pub fn router(&self) -> &TestClient<BoxEndpoint<'static>> {
        &self.inner.router
    }

    /// Runs everything that is due now, until nothing is.
    pub async fn run_jobs(&self) {
        step();
        self.inner.worker.drain().await.expect("the jobs run");
    }

    /// The mails sent so far, oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Arc<Message>> {
        self.inner
            .mail_sender
            .mailer()
            .mailbox()
            .expect("mail stays in memory")
            .messages()
    }

    /// Compares every mail sent so far with the snapshot of that name.
    ///
    /// # Panics
    /// When something is not as in the snapshot.
    pub fn assert_mails(&self, name: &str) {
        let mails = self.mails();
        crate::assert_mails(name, mails.iter().map(|mail| mail.bytes()));
    }

    /// The newest mail to an address.
    #[must_use]
    pub fn mail_to(&self, address: &str) -> Option<Arc<Message>> {
        self.mails()
            .into_iter()
            .rev()
            .find(|message| message.to().to_string().contains(address))
    }

    /// An active member of a sector, signed in. The address is the name in
    /// lower case at `member.test`.
    pub async fn member(&self, name: &str, sector: &str) -> Actor {
        self.enrol(name, sector, Role::Member).await
    }

    /// The co-ordinator, signed in.
    pub async fn coordinator(&self, name: &str) -> Actor {
        self.enrol(name, "local-authority", Role::Coordinator).await
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn visitor(&self) -> Actor {
        Actor::visitor(self.clone())
    }

    async fn enrol(&self, name: &str, sector: &str, role: Role) -> Actor {
        let email = format!("{}@member.test", name.to_lowercase().replace(' ', "."));
        let new = NewMember {
            name: name.to_owned(),
            email: email.clone(),
            sector: sector.to_owned(),
            organisation: format!("Invented {sector} organisation"),
            work_role: "Invented role".to_owned(),
            role,
        };
        let id = seed::enrol(self.app(), &new).await.expect("a new member");
        let token = seed::sign_in(self.app(), id, Computer::Own)
            .await
            .expect("a session");
        Actor::signed_in(self.clone(), id, name.to_owned(), email, token)
    }
}
