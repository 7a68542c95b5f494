//! `cove demo`: a community that is made at the start and gone at the end, on
//! this machine alone.

use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use app::mailing::MailSender;
use app::worker::Worker;
use clap::Args;
use mail::receiver::Receiver;
use mail::{MailOptions, Mailer, TransportOptions};

use super::{run, say};
use crate::config::Config;
use crate::database::FreshStart;
use crate::listen::{Limits, listen};
use crate::routes::demo::DemoSite;
use crate::shutdown::Shutdown;
use crate::{Options, PublicUrl, Server, telemetry};

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Where to listen: on this machine only. Port 0 takes any that is free.
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        env = "COVE_LISTEN",
        default_value = "127.0.0.1:8080"
    )]
    listen: SocketAddr,
}

/// A folder that goes when this is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self> {
        let name = format!(
            "cove-demo-{}",
            domain::secret::hex(&domain::secret::random_bytes::<6>())
        );
        let path = std::env::temp_dir().join(name);
        std::fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays in the temporary folder harms nobody: all of it is invented.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Demo {
    pub(super) async fn run(self) -> Result<()> {
        if !self.listen.ip().is_loopback() {
            bail!(
                "--listen: anybody can sign in to the demo as anybody, so it listens on this machine only: give an address such as 127.0.0.1:8080"
            );
        }
        let folder = Folder::new()?;
        let config = config(&folder)?;
        telemetry::start(&config.log)?;
        let stop = Shutdown::on_signal()?;
        let listener = run::bind(self.listen, "--listen").await?;
        let public_url: PublicUrl = format!("http://{}", listener.local_addr()?).parse()?;
        let opened = run::open(&config, public_url.clone(), FreshStart::Refused).await?;
        // Mail travels as it does for real, to a relay that keeps it.
        let receiver = Receiver::start()
            .await
            .context("no port could be had for mail")?;
        let transport = TransportOptions::Smtp(receiver.url());
        let mailer = Mailer::new(&MailOptions::new(transport, "Cove <cove@cove.localhost>"))?;
        let mail_sender = MailSender::new(mailer.clone(), "cove.localhost".to_owned());
        let demo = app::demo::seed(&opened.app, &mail_sender)
            .await
            .context("the invented community could not be made")?;
        let mut options = Options::new(public_url.clone(), opened.secret.clone());
        options.demo = Some(DemoSite {
            people: demo.people,
            smtp_url: receiver.url().to_string(),
            mailbox: Arc::clone(receiver.mailbox()),
        });
        let server = Server::new(opened.app.clone(), options);
        say(&format!("Try Cove at {public_url}/demo"))?;
        let worker = Worker::new(opened.app.clone(), mail_sender);
        tokio::join!(
            listen(listener, server.router(), Limits::USUAL, stop.clone()),
            worker.run(stop.wait())
        );
        mailer.close().await;
        opened.close().await;
        Ok(())
    }
}

/// Nothing of the operator's settings but how to log: no relay, no database. The
/// address stays in sight unless one asks for more.
fn config(folder: &Folder) -> Result<Config> {
    let quiet = ("COVE_LOG".to_owned(), "warn".to_owned());
    let logging = std::iter::once(quiet)
        .chain(std::env::vars().filter(|(name, _)| name.starts_with("COVE_LOG")));
    let here = ("COVE_DATA_DIR".to_owned(), folder.0.display().to_string());
    let contact = (
        "COVE_CONTACT".to_owned(),
        "hello@cove-demo.example".to_owned(),
    );
    Ok(Config {
        is_demo: true,
        ..Config::read(None, logging.chain([here, contact]))?
    })
}
