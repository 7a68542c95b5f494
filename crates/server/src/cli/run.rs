//! `cove serve` and `cove worker`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use app::mailing::Mailroom;
use app::worker::Worker;
use app::{App, Settings};
use db::Store;
use domain::clock::SystemClock;
use domain::secret::Secret;
use mail::Mailer;
use poem::listener::{Acceptor as _, Listener as _, TcpAcceptor, TcpListener};
use tokio::sync::watch;

use super::say;
use crate::config::Config;
use crate::secret_file::{self, Missing};
use crate::{Options, PublicUrl, Server, database, files};

/// How long requests that are being answered may take once Cove is told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// How long a connection may be silent.
const SILENCE: Duration = Duration::from_secs(75);

/// Who runs the jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// This process.
    Here,
    /// `cove worker`.
    Elsewhere,
}

/// An opened installation.
pub(super) struct Opened {
    pub(super) app: App,
    pub(super) store: Store,
    pub(super) secret: Secret,
    pub(super) public_url: PublicUrl,
}

/// Opens the database and brings it up to date, reads the secret.
pub(super) async fn open(config: &Config, public_url: PublicUrl) -> Result<Opened> {
    let (_, store) = database::open(&config.database).await?;
    database::prepare(&config.database, &store).await?;
    let missing = if config.database.secret_makes_itself { Missing::Make } else { Missing::Refuse };
    let secret = secret_file::read(&config.database.secret_file, missing)?;
    let settings = Settings { public_url: public_url.as_str().to_owned() };
    let app = App::new(store.clone(), Arc::new(SystemClock), secret.clone(), settings);
    app::community::ensure_seeded(&app).await.context("the community could not be written down")?;
    Ok(Opened { app, store, secret, public_url })
}

/// The address for commands that listen nowhere.
pub(super) fn configured_url(config: &Config) -> Result<PublicUrl> {
    public_url(config, config.web.listen)
}

fn public_url(config: &Config, listen: SocketAddr) -> Result<PublicUrl> {
    match &config.web.public_url {
        Some(url) => Ok(url.clone()),
        None => format!("http://{listen}").parse().context("public_url"),
    }
}

pub(super) fn mailroom(config: &Config, public_url: &PublicUrl) -> Result<Mailroom> {
    let mailer = Mailer::new(&config.mail.options)?;
    if let Some(folder) = config.mail.folder() {
        tracing::warn!(folder = %folder.display(), "smtp_url is not set: mail goes to files and reaches nobody");
    }
    Ok(Mailroom::new(mailer, public_url.host().to_owned()))
}

/// Serves until told to stop.
pub(super) async fn serve(config: Config, work: Work) -> Result<()> {
    let stop = stop_signal()?;
    let acceptor = bind(config.web.listen, "listen").await?;
    let address = bound(&acceptor, config.web.listen);
    let opened = open(&config, public_url(&config, address)?).await?;
    let mailroom = mailroom(&config, &opened.public_url)?;
    let mut options = Options::new(opened.public_url.clone(), opened.secret.clone());
    options.trusted_proxies.clone_from(&config.web.trusted_proxies);
    if config.web.development {
        options.mode = graphql::Mode::Development;
    }
    let server = Server::new(opened.app.clone(), options);
    if !files::are_built() {
        tracing::error!("this Cove was built without its screens: build frontend/ first");
    }
    let metrics = match config.web.metrics_listen {
        Some(address) => Some(bind(address, "metrics_listen").await?),
        None => None,
    };
    announce(&opened).await?;
    let worker = Worker::new(opened.app.clone(), mailroom.clone());
    let working = async { if work == Work::Here { work_until(&config, &worker, stop.clone()).await } else { Ok(()) } };
    let counting = async {
        match metrics {
            Some(acceptor) => listen(acceptor, server.metrics_router(), stop.clone()).await,
            None => Ok(()),
        }
    };
    let ended = tokio::try_join!(listen(acceptor, server.router(), stop.clone()), counting, working);
    mailroom.mailer().close().await;
    opened.store.close().await;
    ended.map(|_| ())
}

/// Prints the address, and, while there is no co-ordinator, the link that
/// makes one.
async fn announce(opened: &Opened) -> Result<()> {
    say(&format!("Cove is at {}", opened.public_url))?;
    if let Some(token) = app::setup::begin(&opened.app).await? {
        say(&format!("There is no co-ordinator yet. Open this once to become it: {}/setup/{token}", opened.public_url))?;
    }
    Ok(())
}

/// Works until told to stop.
pub(super) async fn worker(config: Config) -> Result<()> {
    let stop = stop_signal()?;
    let opened = open(&config, configured_url(&config)?).await?;
    let mailroom = mailroom(&config, &opened.public_url)?;
    say("Cove's worker is at work")?;
    let worked = work_until(&config, &Worker::new(opened.app.clone(), mailroom.clone()), stop).await;
    mailroom.mailer().close().await;
    opened.store.close().await;
    worked
}

async fn work_until(config: &Config, worker: &Worker, stop: Stop) -> Result<()> {
    let locked = tokio::select! {
        lock = database::worker_lock(&config.database) => lock?,
        () = stop.clone().wait() => return Ok(()),
    };
    if locked.is_alone() {
        // Whoever had claims before is gone: the lock says so.
        worker.take_over().await.context("claims could not be taken over")?;
    }
    worker.run(stop.wait()).await;
    drop(locked);
    Ok(())
}

pub(super) async fn bind(address: SocketAddr, setting: &str) -> Result<TcpAcceptor> {
    TcpListener::bind(address).into_acceptor().await.with_context(|| format!("{setting}: {address} cannot be listened on"))
}

/// Where it listens: with port 0 the system chose.
pub(super) fn bound(acceptor: &TcpAcceptor, asked: SocketAddr) -> SocketAddr {
    acceptor.local_addr().iter().find_map(|address| address.as_socket_addr().copied()).unwrap_or(asked)
}

pub(super) async fn listen(acceptor: TcpAcceptor, router: poem::endpoint::BoxEndpoint<'static>, stop: Stop) -> Result<()> {
    poem::Server::new_with_acceptor(acceptor)
        .idle_timeout(SILENCE)
        .run_with_graceful_shutdown(router, stop.wait(), Some(LAST_REQUESTS))
        .await
        .context("listening ended")
}

/// Tells everything in the process to stop.
#[derive(Debug, Clone)]
pub(super) struct Stop(watch::Receiver<bool>);

impl Stop {
    pub(super) async fn wait(mut self) {
        // An error means that the sender is gone, which is a stop as well.
        let _ = self.0.wait_for(|stopped| *stopped).await;
    }
}

/// SIGTERM and SIGINT.
pub(super) fn stop_signal() -> Result<Stop> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("no signals")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("no signals")?;
    let (sender, receiver) = watch::channel(false);
    #[expect(clippy::disallowed_methods, reason = "it lives as long as the process and owns nothing")]
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("told to stop: requests are finished, jobs given back");
        // Nobody left to tell is fine.
        let _ = sender.send(true);
    });
    Ok(Stop(receiver))
}
