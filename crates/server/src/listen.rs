//! Connections: who may hold one, and for how long.
//!
//! poem's own loop gives hyper no clock, so that a head that drips in byte by
//! byte is waited for without end, and it asks again at once when the process
//! may open no more files. Here each connection speaks HTTP/1 only (a reverse
//! proxy speaks the rest to browsers), and each of its steps has its time.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::Endpoint as _;
use poem::endpoint::BoxEndpoint;
use poem::http::header::HOST;
use poem::http::uri::Scheme;
use poem::http::{self, StatusCode, Version};
use poem::web::{LocalAddr, RemoteAddr};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_io_timeout::TimeoutStream;

use crate::response;
use crate::shutdown::Shutdown;

/// How long requests that are being answered may take once Cove is told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// How long to wait when no connection can be taken: one of those there are
/// ends meanwhile, or the next try says the same.
const PAUSE: Duration = Duration::from_millis(250);
/// How often to say so.
const WARNING: Duration = Duration::from_secs(60);

/// How long a client may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// For the head of a request, from the end of the answer before it: so it
    /// is the time that a connection may be idle, too.
    head: Duration,
    /// To take some more of an answer.
    write: Duration,
}

impl Limits {
    /// Those of a real server.
    pub(crate) const USUAL: Self = Self {
        head: Duration::from_secs(30),
        write: Duration::from_secs(75),
    };
}

/// Lets the process open as many files as its limits can be moved to: a shell
/// or a service manager often begins with a thousand.
pub(crate) fn raise_open_files() {
    let limits = getrlimit(Resource::Nofile);
    if limits.current != limits.maximum
        && setrlimit(
            Resource::Nofile,
            Rlimit {
                current: limits.maximum,
                ..limits
            },
        )
        .is_err()
    {
        tracing::warn!(
            limit = limits.current,
            "the limit of open files stays where it is"
        );
    }
}

/// Answers on a listener until told to stop; then finishes what was begun.
pub(crate) async fn listen(
    listener: TcpListener,
    router: BoxEndpoint<'static>,
    limits: Limits,
    stop: Shutdown,
) {
    let router = Arc::new(router);
    let mut connections = JoinSet::new();
    let mut warned: Option<Instant> = None;
    let mut stopped = std::pin::pin!(stop.clone().wait());
    loop {
        let accepted = tokio::select! {
            () = &mut stopped => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, client)) => {
                connections.spawn(serve(
                    stream,
                    client,
                    Arc::clone(&router),
                    limits,
                    stop.clone(),
                ));
            }
            // That one caller is gone again.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
                ) => {}
            Err(error) => {
                if warned.is_none_or(|at| at.elapsed() >= WARNING) {
                    warned = Some(Instant::now());
                    tracing::warn!(error = %error, connections = connections.len(), "a connection could not be taken: LimitNOFILE= of the service may be too low");
                }
                tokio::select! {
                    () = &mut stopped => break,
                    () = tokio::time::sleep(PAUSE) => {}
                }
            }
        }
    }
    drop(listener);
    // What takes longer than that is cut off when the set is dropped.
    let _ = tokio::time::timeout(LAST_REQUESTS, async {
        while connections.join_next().await.is_some() {}
    })
    .await;
}

async fn serve(
    stream: TcpStream,
    client: SocketAddr,
    router: Arc<BoxEndpoint<'static>>,
    limits: Limits,
    stop: Shutdown,
) {
    // A connection that is gone already has no address, and nobody to answer.
    let Ok(local) = stream.local_addr() else {
        return;
    };
    let service = service_fn(move |request: http::Request<Incoming>| {
        let router = Arc::clone(&router);
        async move {
            let answer = if names_its_host(&request) {
                router
                    .get_response(
                        (
                            request,
                            LocalAddr(local.into()),
                            RemoteAddr(client.into()),
                            Scheme::HTTP,
                        )
                            .into(),
                    )
                    .await
            } else {
                response::text(
                    StatusCode::BAD_REQUEST,
                    "Say in one Host header whom this is for.",
                )
            };
            Ok::<_, Infallible>(http::Response::from(answer))
        }
    });
    // Reading has its own limits, one for the head and one for the body.
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write));
    let io = TokioIo::new(Box::pin(stream));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .serve_connection(io, service);
    let mut connection = std::pin::pin!(connection);
    // However it ends: the client went, or took too long, and nobody is left to tell.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = stop.wait() => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// RFC 9112, 3.2: HTTP/1.1 without Host, or with two, could be meant for one
/// site by the proxy and for another by us.
fn names_its_host(request: &http::Request<Incoming>) -> bool {
    let count = request.headers().get_all(HOST).iter().count();
    count == 1 || (count == 0 && request.version() < Version::HTTP_11)
}

#[cfg(test)]
mod tests;
