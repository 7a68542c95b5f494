//! Telling everything in the process to stop.

use anyhow::{Context as _, Result};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// What waits for the word.
#[derive(Debug, Clone)]
pub(crate) struct Shutdown(watch::Receiver<bool>);

impl Shutdown {
    /// With what gives the word.
    pub(crate) fn new() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    /// At SIGTERM and SIGINT.
    pub(crate) fn on_signal() -> Result<Self> {
        let mut terminate = signal(SignalKind::terminate()).context("no signals")?;
        let mut interrupt = signal(SignalKind::interrupt()).context("no signals")?;
        let (sender, stop) = Self::new();
        #[expect(
            clippy::disallowed_methods,
            reason = "it lives as long as the process and owns nothing"
        )]
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("told to stop: requests are finished, jobs given back");
            // Nobody left to tell is fine.
            let _ = sender.send(true);
        });
        Ok(stop)
    }

    /// Until the word is given.
    pub(crate) async fn wait(mut self) {
        // An error means that the sender is gone, which is a stop as well.
        let _ = self.0.wait_for(|stopped| *stopped).await;
    }
}
