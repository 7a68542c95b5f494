//! ClamAV's daemon, asked over its socket (clamd(8), INSTREAM).

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context as _, bail};
use futures_util::TryStreamExt as _;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

use crate::ByteStream;

/// How long one file may take: large archives are slow.
const PATIENCE: Duration = Duration::from_secs(120);
/// Bytes of an answer.
const ANSWER: u64 = 4 * 1024;

/// Where the daemon listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// On a socket of this machine.
    Unix(PathBuf),
    /// At a host and port, which nobody else should be able to listen to.
    Tcp(String),
}

/// What it says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Clean,
    /// Something was, by this name.
    Found(String),
}

impl FromStr for Scanner {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(path) = text
            .strip_prefix("unix:")
            .filter(|path| path.starts_with('/'))
        {
            return Ok(Self::Unix(path.into()));
        }
        let port = text.rsplit_once(':').filter(|(host, _)| !host.is_empty());
        match port.map(|(_, port)| port.parse::<u16>()) {
            Some(Ok(_)) if !text.contains('/') => Ok(Self::Tcp(text.to_owned())),
            _ => Err(format!(
                "{text:?} is neither unix:/run/clamav/clamd.ctl nor a host and port such as 127.0.0.1:3310"
            )),
        }
    }
}

impl fmt::Display for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
            Self::Tcp(address) => f.write_str(address),
        }
    }
}

impl Scanner {
    /// Asks about bytes.
    ///
    /// # Errors
    /// When it is away, says nothing in time, or could not look: to be asked again.
    pub async fn scan(&self, bytes: ByteStream) -> anyhow::Result<Verdict> {
        let asked = async {
            match self {
                Self::Unix(path) => ask(UnixStream::connect(path).await?, bytes).await,
                Self::Tcp(address) => ask(TcpStream::connect(address).await?, bytes).await,
            }
        };
        timeout(PATIENCE, asked)
            .await
            .unwrap_or_else(|_| bail!("it did not answer in time"))
            .with_context(|| format!("clamd at {self}"))
    }
}

async fn ask(
    mut socket: impl AsyncRead + AsyncWrite + Unpin,
    mut bytes: ByteStream,
) -> anyhow::Result<Verdict> {
    socket.write_all(b"zINSTREAM\0").await?;
    while let Some(some) = bytes.try_next().await? {
        for chunk in some.chunks(64 * 1024) {
            socket.write_u32(u32::try_from(chunk.len())?).await?;
            socket.write_all(chunk).await?;
        }
    }
    socket.write_u32(0).await?;
    socket.flush().await?;
    let mut answer = Vec::new();
    socket.take(ANSWER).read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer);
    let answer = answer.trim_end_matches(['\0', '\n']);
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    match said.strip_suffix(" FOUND") {
        Some(name) => Ok(Verdict::Found(name.to_owned())),
        None if said == "OK" => Ok(Verdict::Clean),
        None => bail!("it could not look: {said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_socket_or_a_host_with_a_port() {
        for right in [
            "unix:/run/clamav/clamd.ctl",
            "127.0.0.1:3310",
            "[::1]:3310",
            "clamav:3310",
        ] {
            assert_eq!(
                right.parse::<Scanner>().map(|scanner| scanner.to_string()),
                Ok(right.to_owned())
            );
        }
        for wrong in [
            "",
            "clamav",
            "unix:clamd.ctl",
            ":3310",
            "http://clamav:3310",
            "a:99999",
        ] {
            assert!(wrong.parse::<Scanner>().is_err(), "{wrong}");
        }
    }
}
