//! `cove serve` and `cove worker`.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use app::mailing::MailSender;
use app::worker::Worker;
use app::{App, Settings};
use clap::Args;
use db::Store;
use domain::clock::{Span, SystemClock};
use domain::secret::Secret;
use files::Files;
use mail::Mailer;
use tokio::net::TcpListener;

use super::say;
use crate::anchor::Anchor;
use crate::config::Config;
use crate::database::lock::{self, Lock};
use crate::database::{self, FreshStart};
use crate::listen::{self, Limits, listen};
use crate::secret_file::{self, Missing};
use crate::shutdown::Shutdown;
use crate::{Options, PublicUrl, Server, advice, frontend};

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Leave mail and the digest to `cove worker`.
    #[arg(long)]
    no_worker: bool,
    /// Begin a new, empty community although one lived here before.
    #[arg(long)]
    start_afresh: bool,
}

/// An opened installation.
pub(super) struct Opened {
    pub(super) app: App,
    pub(super) store: Store,
    pub(super) secret: Secret,
    pub(super) public_url: PublicUrl,
    anchor: Anchor,
    in_use: Lock,
}

impl Opened {
    /// Writes down where the audit list ends, and closes the database.
    pub(super) async fn close(self) {
        if let Err(error) = self.anchor.catch_up(self.store.db()).await {
            tracing::warn!(
                error = format!("{error:#}"),
                "the end of the audit list was not written down"
            );
        }
        self.store.close().await;
        drop(self.in_use);
    }
}

/// Opens the database and brings it up to date, reads the secret.
pub(super) async fn open(
    config: &Config,
    public_url: PublicUrl,
    fresh_start: FreshStart,
) -> Result<Opened> {
    database::refuse_missing_file(&config.database, fresh_start)?;
    if let db::connect::Location::File(file) = &config.database.options.location {
        database::make_folder(file)?;
    }
    // Of two first starts one makes the tables and the secret.
    let starting = lock::starting(&config.database).await?;
    let (_, store, in_use) = database::open(&config.database).await?;
    database::prepare(&config.database, &store, fresh_start).await?;
    let missing = if config.database.secret_makes_itself {
        Missing::Make
    } else {
        Missing::Refuse
    };
    let secret = secret_file::read(&config.database.secret_file, missing)?;
    // The demo's addresses are invented, and it keeps to this machine.
    let links = if config.is_demo {
        None
    } else {
        let about = Some(public_url.as_str().to_owned());
        Some(links::Client::new(&config.links.options(about))?)
    };
    let files = Files::new(config.files.options.clone()).context("files_dir")?;
    let settings = Settings {
        public_url: public_url.as_str().to_owned(),
        contact: config.mail.contact.clone(),
        is_demo: config.is_demo,
        // Who looks at the demo looks for the mail.
        reply_wait: if config.is_demo {
            Span::seconds(2)
        } else {
            app::REPLY_WAIT
        },
        links,
        files,
    };
    let app = App::new(
        store.clone(),
        Arc::new(SystemClock),
        secret.clone(),
        settings,
    );
    app::community::ensure_seeded(&app)
        .await
        .context("the community could not be written down")?;
    drop(starting);
    Ok(Opened {
        app,
        store,
        secret,
        public_url,
        anchor: Anchor::of(&config.database),
        in_use,
    })
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

pub(super) fn mail_sender(config: &Config, public_url: &PublicUrl) -> Result<MailSender> {
    let mailer = Mailer::new(&config.mail.options)?;
    if let Some(folder) = config.mail.folder() {
        tracing::warn!(folder = %folder.display(), "smtp_url is not set: mail goes to files and reaches nobody");
    }
    Ok(MailSender::new(mailer, public_url.host().to_owned()))
}

impl Serve {
    /// Serves until told to stop.
    pub(super) async fn run(self, config: Config) -> Result<()> {
        let fresh_start = if self.start_afresh {
            FreshStart::Allowed
        } else {
            FreshStart::Refused
        };
        let stop = Shutdown::on_signal()?;
        listen::raise_open_files();
        let listener = bind(config.web.listen, "listen").await?;
        let address = listener.local_addr()?;
        let opened = open(&config, public_url(&config, address)?, fresh_start).await?;
        let mail_sender = mail_sender(&config, &opened.public_url)?;
        let server = Server::new(opened.app.clone(), server_options(&config, &opened));
        if !frontend::are_built() {
            tracing::error!("this Cove was built without its screens: build frontend/ first");
        }
        let metrics = match config.web.metrics_listen {
            Some(address) => Some(bind(address, "metrics_listen").await?),
            None => None,
        };
        announce(&opened).await?;
        let worker = Worker::new(opened.app.clone(), mail_sender.clone());
        let working = async {
            if self.no_worker {
                return Ok(());
            }
            work_until(&config, &worker, stop.clone()).await
        };
        let listening = async {
            let public = listen(listener, server.router(), Limits::USUAL, stop.clone());
            match metrics {
                Some(metrics) => {
                    let router = server.metrics_router();
                    let figures = listen(metrics, router, Limits::USUAL, stop.clone());
                    tokio::join!(public, figures);
                }
                None => public.await,
            }
            Ok(())
        };
        let anchoring = async {
            opened.anchor.keep(&opened.store, stop.clone()).await;
            Ok(())
        };
        // Who cannot work any more does not go on listening either.
        let ended = tokio::try_join!(listening, working, anchoring);
        mail_sender.mailer().close().await;
        opened.close().await;
        ended.map(|_| ())
    }
}

fn server_options(config: &Config, opened: &Opened) -> Options {
    let mut options = Options::new(opened.public_url.clone(), opened.secret.clone());
    let web = &config.web;
    options.trusted_proxies.clone_from(&web.trusted_proxies);
    options.hsts_subdomains = web.hsts_subdomains;
    if web.development {
        options.mode = graphql::Mode::Development;
    }
    options
}

/// Prints the address, and, while there is no co-ordinator, the link that
/// makes one.
async fn announce(opened: &Opened) -> Result<()> {
    // Before anybody is told where it is: until then a start may still fail.
    let first = app::setup::begin(&opened.app).await?;
    say(&format!("Cove is at {}", opened.public_url))?;
    if let Some(token) = first {
        say(&format!(
            "There is no co-ordinator yet. Open this once to become it: {}/setup#{token}",
            opened.public_url
        ))?;
    }
    Ok(())
}

/// Works until told to stop.
pub(super) async fn worker(config: Config) -> Result<()> {
    let stop = Shutdown::on_signal()?;
    let opened = open(&config, configured_url(&config)?, FreshStart::Refused).await?;
    let mail_sender = mail_sender(&config, &opened.public_url)?;
    say("Cove's worker is at work")?;
    let worker = Worker::new(opened.app.clone(), mail_sender.clone());
    let anchoring = opened.anchor.keep(&opened.store, stop.clone());
    let (worked, ()) = tokio::join!(work_until(&config, &worker, stop.clone()), anchoring);
    mail_sender.mailer().close().await;
    opened.close().await;
    worked
}

async fn work_until(config: &Config, worker: &Worker, stop: Shutdown) -> Result<()> {
    let locked = tokio::select! {
        lock = lock::worker(&config.database) => lock?,
        () = stop.clone().wait() => return Ok(()),
    };
    if locked.is_alone() {
        // Whoever had claims before is gone: the lock says so.
        tokio::select! {
            () = worker.take_over() => {}
            () = stop.clone().wait() => return Ok(()),
        }
    }
    worker.run(stop.wait()).await;
    drop(locked);
    Ok(())
}

pub(super) async fn bind(address: SocketAddr, setting: &str) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| advice::for_listening(setting, address, &error))
}
