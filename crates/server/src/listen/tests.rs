use super::*;

use poem::endpoint::{EndpointExt as _, make_sync};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const SHORT: Limits = Limits {
    head: Duration::from_secs(1),
    write: Duration::from_secs(1),
};
/// More than any socket's buffers hold.
const LONG: usize = 64 * 1024 * 1024;

/// A client beside a server with short limits.
async fn for_server(client: impl AsyncFnOnce(SocketAddr)) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = make_sync(|request| {
        if request.uri().path() == "/long" {
            "x".repeat(LONG)
        } else {
            "here".to_owned()
        }
    });
    let (tell, stop) = Shutdown::new();
    let asked = async {
        client(address).await;
        tell.send(true).unwrap();
    };
    tokio::join!(
        listen(listener, router.map_to_response().boxed(), SHORT, stop),
        asked
    );
}

/// All that comes until the server closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A connection that is reset has ended too.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn asked(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    rest(&mut stream).await
}

#[tokio::test]
async fn who_never_finishes_a_head_is_let_go() {
    for_server(async |address| {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // It never pauses for long, and never ends.
        while stream.write_all(b"G").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        for silent in [
            "",
            "GET / HTTP/1.1\r\nHost: cove\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ] {
            assert!(!asked(address, silent).await.contains(" 200 "), "{silent}");
        }
        let answered = asked(address, "GET / HTTP/1.1\r\nHost: cove\r\n\r\n").await;
        assert!(
            answered.contains(" 200 ") && answered.ends_with("here"),
            "then silence: {answered}"
        );
    })
    .await;
}

#[tokio::test]
async fn who_takes_nothing_of_an_answer_is_let_go() {
    for_server(async |address| {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream
            .write_all(b"GET /long HTTP/1.1\r\nHost: cove\r\n\r\n")
            .await
            .unwrap();
        tokio::time::sleep(SHORT.write * 3).await;
        assert!(rest(&mut stream).await.len() < LONG);
    })
    .await;
}

#[tokio::test]
async fn a_request_is_for_one_host() {
    for_server(async |address| {
        for (head, is) in [
            ("GET / HTTP/1.1\r\nConnection: close\r\nHost: cove", 200),
            ("GET / HTTP/1.0\r\nConnection: close", 200),
            ("GET / HTTP/1.1\r\nConnection: close", 400),
            (
                "GET / HTTP/1.1\r\nConnection: close\r\nHost: cove\r\nHost: other",
                400,
            ),
            (
                "GET / HTTP/1.0\r\nConnection: close\r\nHost: cove\r\nHost: other",
                400,
            ),
        ] {
            let answer = asked(address, &format!("{head}\r\n\r\n")).await;
            assert_eq!(
                answer.split(' ').nth(1),
                Some(is.to_string().as_str()),
                "{head}: {answer}"
            );
        }
    })
    .await;
}
