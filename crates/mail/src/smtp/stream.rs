//! The byte stream to a relay: TCP without Nagle's delay, with TLS around it when
//! the address asks for it. Certificates are always verified.
//!
//! STARTTLS is done here, before lettre sees the stream, and not by lettre's
//! `starttls()`: lettre keeps what it had read ahead in plain text when it turns
//! to TLS, so that somebody on the line could slip answers in. Here anything that
//! follows the relay's "go ahead" unencrypted ends the connection.

use std::fmt::Debug;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::AsyncTokioStream;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader, ReadBuf,
};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::options::{OptionsError, Security, SmtpUrl};

/// A connected stream, as lettre wants it.
#[derive(Debug)]
pub(super) struct RelayStream {
    stream: Box<dyn Duplex>,
    peer: SocketAddr,
    /// What is read before the stream: after STARTTLS a relay does not greet again,
    /// and lettre waits for a greeting.
    greeting: &'static [u8],
}

trait Duplex: AsyncRead + AsyncWrite + Debug + Send + Sync + Unpin {}
impl<S: AsyncRead + AsyncWrite + Debug + Send + Sync + Unpin> Duplex for S {}

/// How to reach one relay.
#[derive(Debug)]
pub(super) struct Connector {
    address: (String, u16),
    security: Security,
    tls: Option<(Arc<ClientConfig>, ServerName<'static>)>,
    hello: String,
}

impl Connector {
    pub(super) fn new(
        url: &SmtpUrl,
        hello: String,
        tls_ca: Option<&Path>,
    ) -> Result<Self, OptionsError> {
        let tls = match url.security {
            Security::Plain => None,
            Security::StartTls | Security::Tls => {
                let name = ServerName::try_from(url.host.clone()).map_err(|_| {
                    OptionsError::new(
                        "smtp_url",
                        "the host is not a name that a certificate can be for",
                    )
                })?;
                Some((Arc::new(client_config(tls_ca)?), name))
            }
        };
        Ok(Self {
            address: (url.host.clone(), url.port),
            security: url.security,
            tls,
            hello,
        })
    }

    pub(super) async fn open(&self) -> io::Result<RelayStream> {
        let tcp = TcpStream::connect((self.address.0.as_str(), self.address.1)).await?;
        tcp.set_nodelay(true)?;
        let peer = tcp.peer_addr()?;
        let Some((config, name)) = &self.tls else {
            return Ok(RelayStream {
                stream: Box::new(tcp),
                peer,
                greeting: b"",
            });
        };
        let (tcp, greeting) = match self.security {
            Security::StartTls => (self.start_tls(tcp).await?, b"220 TLS\r\n".as_slice()),
            Security::Plain | Security::Tls => (tcp, b"".as_slice()),
        };
        let connector = TlsConnector::from(Arc::clone(config));
        let tls = connector.connect(name.clone(), tcp).await?;
        Ok(RelayStream {
            stream: Box::new(tls),
            peer,
            greeting,
        })
    }

    /// The plain-text half of RFC 3207. Never goes on without TLS.
    async fn start_tls(&self, tcp: TcpStream) -> io::Result<TcpStream> {
        let mut lines = BufReader::new(tcp);
        read_response(&mut lines, 220).await?;
        lines
            .write_all(format!("EHLO {}\r\n", self.hello).as_bytes())
            .await?;
        let offered = read_response(&mut lines, 250).await?;
        if !offered.lines().any(|line| {
            line.get(4..)
                .is_some_and(|keyword| keyword.trim().eq_ignore_ascii_case("STARTTLS"))
        }) {
            return Err(io::Error::other("the relay does not offer STARTTLS"));
        }
        lines.write_all(b"STARTTLS\r\n").await?;
        read_response(&mut lines, 220).await?;
        if lines.buffer().is_empty() {
            Ok(lines.into_inner())
        } else {
            Err(io::Error::other("unencrypted data after STARTTLS"))
        }
    }
}

/// Reads one reply of any number of lines, and wants this code.
async fn read_response(lines: &mut BufReader<TcpStream>, wanted: u16) -> io::Result<String> {
    const LONGEST: usize = 16 * 1024;
    let mut reply = String::new();
    loop {
        let start = reply.len();
        let read = {
            let mut limited = tokio::io::AsyncReadExt::take(&mut *lines, LONGEST as u64);
            limited.read_line(&mut reply).await?
        };
        let line = reply.get(start..).unwrap_or_default();
        if read == 0 || !line.ends_with('\n') || reply.len() > LONGEST {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the relay's answer is cut short",
            ));
        }
        if line.as_bytes().get(3) == Some(&b'-') {
            continue;
        }
        if line.get(..3).and_then(|code| code.parse().ok()) == Some(wanted) {
            return Ok(reply);
        }
        return Err(io::Error::other(format!(
            "the relay answered {}",
            line.trim()
        )));
    }
}

/// The system's authorities (Mozilla's list where there is none), and the file's.
fn client_config(tls_ca: Option<&Path>) -> Result<ClientConfig, OptionsError> {
    let mut roots = RootCertStore::empty();
    let (found, _) =
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if found == 0 {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    if let Some(path) = tls_ca {
        let wrong =
            |problem: String| OptionsError::new("tls_ca", format!("{}: {problem}", path.display()));
        let pem = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
        let before = roots.len();
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
            roots
                .add(certificate)
                .map_err(|error| wrong(error.to_string()))?;
        }
        if roots.len() == before {
            return Err(wrong(
                "there is no certificate in PEM form in it".to_owned(),
            ));
        }
    }
    // The provider by name: the process may have none installed as its default.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| OptionsError::new("smtp_url", format!("TLS cannot be set up: {error}")))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

impl AsyncTokioStream for RelayStream {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }
}

impl AsyncRead for RelayStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.greeting.is_empty() {
            let (now, later) = self
                .greeting
                .split_at(self.greeting.len().min(buffer.remaining()));
            buffer.put_slice(now);
            self.greeting = later;
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for RelayStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
