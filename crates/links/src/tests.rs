//! Against servers on this machine, which the list allows, and names that lead where a
//! test says.

use std::collections::HashMap;
use std::io::{self, BufRead as _, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use url::Url;

use crate::{Client, Error, Failed, Options, Outcome, Pace, Refused, Resolve, is_offline};

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A server with one kind of answer, and what it was asked.
struct Site {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// `answer` has the head of a request, and writes what it likes.
    fn new(
        answer: impl Fn(&str, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((LOOPBACK, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(answer);
        thread::spawn({
            let asked = Arc::clone(&asked);
            move || {
                for stream in listener.incoming() {
                    let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
                    thread::spawn(move || {
                        let mut stream = stream?;
                        let head = head(&stream)?;
                        asked.lock().unwrap().push(head.clone());
                        answer(&head, &mut stream)
                    });
                }
            }
        });
        Self { address, asked }
    }

    /// Answers each path with a status and headers, and a page.
    fn with(answers: &[(&'static str, &'static str)]) -> Self {
        let answers: HashMap<_, _> = answers.iter().copied().collect();
        Self::new(move |head, stream| {
            let path = head.split(' ').nth(1).unwrap_or_default();
            let answer = answers.get(path).copied().unwrap_or("404 Not Found");
            write!(
                stream,
                "HTTP/1.1 {answer}\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n"
            )?;
            if head.starts_with("GET") {
                write!(stream, "<title>{path}</title>")?;
            }
            Ok(())
        })
    }

    fn url(&self, path: &str) -> Url {
        format!("http://{}{path}", self.address).parse().unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn head(stream: &TcpStream) -> io::Result<String> {
    let mut head = String::new();
    let mut reader = BufReader::new(stream);
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    Ok(head)
}

/// Where names lead: the next answer each time, and the last one from then on.
#[derive(Default)]
struct Names(
    Mutex<HashMap<&'static str, Vec<IpAddr>>>,
    Mutex<Vec<String>>,
);

impl Names {
    fn new(names: &[(&'static str, &[&str])]) -> Arc<Self> {
        let names = names.iter().map(|(name, addresses)| {
            let addresses = addresses.iter().map(|address| address.parse().unwrap());
            (*name, addresses.collect())
        });
        Arc::new(Self(Mutex::new(names.collect()), Mutex::default()))
    }

    fn looked_up(&self) -> Vec<String> {
        self.1.lock().unwrap().clone()
    }
}

impl Resolve for Names {
    fn resolve(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        self.1.lock().unwrap().push(name.to_owned());
        let mut names = self.0.lock().unwrap();
        let found = names.get_mut(name).map(|addresses| {
            if addresses.len() > 1 {
                addresses.remove(0)
            } else {
                addresses[0]
            }
        });
        Box::pin(async move { Ok(found.into_iter().collect()) })
    }
}

fn client(allow: &str) -> Client {
    client_with(allow, &Names::new(&[]))
}

fn client_with(allow: &str, names: &Arc<Names>) -> Client {
    Client::new(&Options {
        allow: allow.parse().unwrap(),
        about: Some("https://cove.example.org".to_owned()),
        timeout: Duration::from_secs(5),
        resolver: Arc::<Names>::clone(names),
        ..Options::default()
    })
    .unwrap()
}

fn only(site: &Site) -> Client {
    client(&site.address.to_string())
}

async fn look(client: &Client, url: &str) -> Result<String, Error> {
    let page = client.look_at(&url.parse().unwrap()).await?;
    Ok(page.title.unwrap_or_default())
}

fn refused(why: Refused) -> Result<String, Error> {
    Err(why.into())
}

fn failed(why: Failed) -> Result<String, Error> {
    Err(why.into())
}

#[tokio::test]
async fn a_page_is_found_behind_redirects_without_telling_who_asks() {
    let site = Site::with(&[
        (
            "/one?a=b",
            "302 Found\r\nLocation: two\r\nSet-Cookie: who=ann",
        ),
        ("/two", "301 Moved\r\nLocation: /three"),
        ("/odd", "301 Moved\r\nLocation: //127.0.0.1:PORT/"),
        ("/three", "200 OK"),
    ]);
    let page = only(&site)
        .look_at(&site.url("/one?a=b#part"))
        .await
        .unwrap();
    assert_eq!(page.title.as_deref(), Some("/three"));
    assert_eq!(page.final_url, site.url("/three"));
    let odd = look(&only(&site), site.url("/odd").as_str()).await;
    assert_eq!(odd, failed(Failed::Garbled));
    for head in site.asked() {
        let head = head.to_lowercase();
        assert!(
            head.contains("user-agent: cove/") && head.contains("; +https://cove.example.org)"),
            "{head}"
        );
        for header in [
            "cookie",
            "referer",
            "authorization",
            "accept-encoding",
            "#part",
        ] {
            assert!(!head.contains(header), "{header}: {head}");
        }
    }
}

#[tokio::test]
async fn a_redirect_into_a_private_network_is_not_followed() {
    let inside = Site::with(&[("/", "200 OK")]);
    let inside_url = inside.url("/").to_string();
    let with_name = format!("http://ann:secret@{}/", inside.address);
    let number = format!("http://2130706433:{}/", inside.address.port());
    for (to, why) in [
        (inside_url.as_str(), Refused::Private),
        (&number, Refused::Private),
        (&with_name, Refused::Credentials),
        ("http://169.254.169.254/latest/meta-data/", Refused::Private),
        ("http://[::ffff:127.0.0.1]/", Refused::Private),
        ("http://localhost/", Refused::Private),
        ("http://inside.example/", Refused::Private),
        ("https://www.example.org:8443/", Refused::Port),
        ("file:///etc/passwd", Refused::NotWeb),
        ("javascript:alert(1)", Refused::NotWeb),
    ] {
        let location = to.to_owned();
        let site = Site::new(move |_, stream| {
            write!(
                stream,
                "HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
            )
        });
        let names = Names::new(&[("inside.example", &["127.0.0.1"])]);
        let client = client_with(&site.address.to_string(), &names);
        assert_eq!(
            look(&client, site.url("/").as_str()).await,
            refused(why),
            "{to}"
        );
    }
    assert!(inside.asked().is_empty());
}

#[tokio::test]
async fn what_a_name_leads_to_is_checked_each_time_and_is_what_is_connected_to() {
    // Nothing listens on port 80 of the first, which is on the list.
    let names = Names::new(&[("two-faced.example", &["127.0.0.77", "127.0.0.1"])]);
    let client = client_with("127.0.0.77/32", &names);
    let url = "http://two-faced.example/";
    assert_eq!(look(&client, url).await, failed(Failed::Unreachable));
    assert_eq!(names.looked_up().len(), 1, "once for a connection");
    assert_eq!(look(&client, url).await, refused(Refused::Private));
    assert_eq!(names.looked_up().len(), 2);

    let unknown = look(&client, "https://nobody.example/").await;
    assert_eq!(unknown, failed(Failed::NoSuchName));
}

#[tokio::test]
async fn a_name_on_the_list_may_lead_anywhere_on_its_port_alone() {
    let site = Site::with(&[("/", "200 OK")]);
    let port = site.address.port();
    let names = Names::new(&[("wiki.example", &["127.0.0.1"])]);
    let client = client_with(&format!("wiki.example:{port}"), &names);
    let url = format!("http://wiki.example:{port}/");
    assert_eq!(look(&client, &url).await, Ok("/".to_owned()));
    assert_eq!(
        look(&client, "http://wiki.example/").await,
        refused(Refused::Private)
    );
}

#[tokio::test]
async fn redirects_come_to_an_end() {
    let site = Site::with(&[("/", "307 Again\r\nLocation: /")]);
    let found = look(&only(&site), site.url("/").as_str()).await;
    assert_eq!(found, failed(Failed::TooManyRedirects));
    assert_eq!(site.asked().len(), 6);
}

fn hasty(site: &Site) -> Client {
    Client::new(&Options {
        allow: site.address.to_string().parse().unwrap(),
        timeout: Duration::from_millis(300),
        ..Options::default()
    })
    .unwrap()
}

#[tokio::test]
async fn nobody_is_waited_for_for_long() {
    let drip = |head: &'static str| {
        Site::new(move |_, stream| {
            stream.write_all(head.as_bytes())?;
            loop {
                stream.write_all(b"a")?;
                thread::sleep(Duration::from_millis(20));
            }
        })
    };
    for slow in [
        drip(""),
        drip("HTTP/1.1 200 OK\r\nx: "),
        drip("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>"),
        drip("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ] {
        let begun = Instant::now();
        let client = hasty(&slow);
        let found = look(&client, slow.url("/").as_str()).await;
        assert!(
            matches!(found, Err(Error::Failed(Failed::Slow | Failed::Garbled))),
            "{found:?}"
        );
        assert!(begun.elapsed() < Duration::from_secs(3));
    }
    // Redirects and look-ups are within the same time.
    let site = Site::new(|_, stream| {
        thread::sleep(Duration::from_millis(100));
        write!(
            stream,
            "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"
        )
    });
    let found = look(&hasty(&site), site.url("/").as_str()).await;
    assert_eq!(found, failed(Failed::Slow));
}

#[tokio::test]
async fn an_endless_page_is_read_as_far_as_it_is_needed() {
    let written = Arc::new(Mutex::new(0_usize));
    let endless = |start: &'static str, written: Arc<Mutex<usize>>| {
        Site::new(move |_, stream| {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{start}"
            )?;
            let part = [b'a'; 8_192];
            loop {
                stream.write_all(&part)?;
                *written.lock().unwrap() += part.len();
            }
        })
    };
    for start in ["<title>Sleep</title></head><p>", "<title>Sleep</title><p>"] {
        let site = endless(start, Arc::clone(&written));
        let found = look(&only(&site), site.url("/").as_str()).await;
        assert_eq!(found, Ok("Sleep".to_owned()));
    }
    // What lies in the buffers of two sockets comes on top.
    let written = *written.lock().unwrap();
    assert!(written < 32 * 1_024 * 1_024, "{written}");
}

#[tokio::test]
async fn a_slow_page_is_left_once_its_head_is_there() {
    let site = Site::new(|_, stream| {
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Sleep</title></he"
        )?;
        stream.flush()?;
        thread::sleep(Duration::from_millis(50));
        write!(stream, "ad>")?;
        thread::sleep(Duration::from_secs(60));
        Ok(())
    });
    let found = look(&only(&site), site.url("/").as_str()).await;
    assert_eq!(found, Ok("Sleep".to_owned()));
}

#[tokio::test]
async fn what_is_no_answer_fails_as_one() {
    let large = Site::new(|_, stream| {
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nx: {}\r\n\r\n",
            "a".repeat(4_000_000)
        )
    });
    let many = Site::new(|_, stream| {
        write!(
            stream,
            "HTTP/1.1 200 OK\r\n{}\r\n",
            "x: y\r\n".repeat(100_000)
        )
    });
    let other = Site::new(|_, stream| stream.write_all(b"220 mail.example ESMTP\r\n"));
    let silent = Site::new(|_, _| Ok(()));
    for site in [large, many, other, silent] {
        let found = look(&only(&site), site.url("/").as_str()).await;
        assert_eq!(found, failed(Failed::Garbled));
    }
    let closed = TcpListener::bind((LOOPBACK, 0))
        .unwrap()
        .local_addr()
        .unwrap();
    let found = look(&client(&closed.to_string()), &format!("http://{closed}/")).await;
    assert_eq!(found, failed(Failed::Unreachable));
    let site = Site::with(&[]);
    let found = look(&only(&site), site.url("/").as_str()).await;
    assert_eq!(found, failed(Failed::Status(404)));
}

/// Whatever it would unpack to: it is not unpacked.
#[tokio::test]
async fn what_is_packed_or_no_html_has_no_words() {
    for headers in [
        "Content-Type: text/html\r\nContent-Encoding: gzip",
        "Content-Type: application/pdf",
        "Content-Type: nonsense",
        "X: y",
    ] {
        let site = Site::new(move |_, stream| {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\n{headers}\r\nContent-Length: 18\r\n\r\n<title>no</title>."
            )
        });
        let page = only(&site)
            .look_at(&site.url("/leaflet.pdf"))
            .await
            .unwrap();
        assert_eq!((page.title, page.description), (None, None), "{headers}");
        assert_eq!(page.final_url, site.url("/leaflet.pdf"));
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_none() {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind((LOOPBACK, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream?;
            let mut tls = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            // It ends with the client's alert.
            let _ = tls.complete_io(&mut stream);
        }
        io::Result::Ok(())
    });
    let client = client(&address.to_string());
    let url = format!("https://{address}/");
    assert_eq!(look(&client, &url).await, failed(Failed::Tls));
    assert_eq!(
        client.check(&url.parse().unwrap()).await,
        Outcome::Broken(Failed::Tls.into())
    );
    // Neither is there a safe connection to what speaks no TLS at all.
    let listener = TcpListener::bind((LOOPBACK, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream?;
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")?;
            // It stays open until the client has read it.
            io::copy(&mut stream, &mut io::sink())?;
        }
        io::Result::Ok(())
    });
    let url = format!("https://{address}/");
    let found = look(&self::client(&address.to_string()), &url).await;
    assert_eq!(found, failed(Failed::Tls));
}

#[tokio::test]
async fn a_check_asks_for_the_head_first_and_blames_nobody_in_haste() {
    let site = Site::with(&[
        ("/", "200 OK"),
        ("/for-now", "302 Found\r\nLocation: /"),
        ("/for-good", "301 Moved\r\nLocation: /then"),
        ("/then", "308 Moved\r\nLocation: /for-now"),
        ("/shut", "403 Forbidden"),
        ("/members", "401 Who"),
        ("/busy", "429 Later"),
        ("/robots", "999 No"),
        ("/gone", "410 Gone"),
        ("/fault", "503 Fault"),
    ]);
    let client = only(&site);
    let status = |status| Error::from(Failed::Status(status));
    for (path, outcome, requests) in [
        ("/", Outcome::Alive, 1),
        ("/for-now", Outcome::Alive, 2),
        ("/for-good", Outcome::Moved(site.url("/for-now")), 4),
        ("/shut", Outcome::Unsure(status(403)), 2),
        ("/members", Outcome::Unsure(status(401)), 2),
        ("/busy", Outcome::Unsure(status(429)), 1),
        ("/robots", Outcome::Unsure(status(999)), 2),
        ("/missing", Outcome::Broken(status(404)), 2),
        ("/gone", Outcome::Broken(status(410)), 2),
        ("/fault", Outcome::Broken(status(503)), 2),
    ] {
        let before = site.asked().len();
        assert_eq!(client.check(&site.url(path)).await, outcome, "{path}");
        assert_eq!(site.asked().len() - before, requests, "{path}");
    }
    for no_head in ["405 No", "404 No", "501 No", "500 No", "403 No"] {
        let site = Site::new(move |head, stream| {
            let status = if head.starts_with("HEAD") {
                no_head
            } else {
                "200 OK"
            };
            write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")
        });
        assert_eq!(
            only(&site).check(&site.url("/")).await,
            Outcome::Alive,
            "{no_head}"
        );
    }
    let site = Site::new(|head, stream| {
        if head.starts_with("HEAD") {
            thread::sleep(Duration::from_secs(60));
        }
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    });
    let found = hasty(&site).check(&site.url("/")).await;
    assert_eq!(found, Outcome::Alive, "it does not know HEAD at all");
    let names = Names::new(&[("hijacked.example", &["127.0.0.1"])]);
    let client = client_with("", &names);
    let check = async |url: &str| client.check(&url.parse().unwrap()).await;
    assert_eq!(
        check("https://nobody.example/").await,
        Outcome::Broken(Failed::NoSuchName.into())
    );
    assert_eq!(
        check("https://hijacked.example/").await,
        Outcome::Broken(Refused::Private.into())
    );
}

#[tokio::test]
async fn hosts_are_checked_side_by_side_and_each_is_asked_in_turn() {
    let slow = || {
        let under_way = Mutex::new(());
        let ended = Mutex::new(None::<Instant>);
        Site::new(move |_, stream| {
            let alone = under_way.try_lock();
            let rested = ended
                .lock()
                .unwrap()
                .is_none_or(|at| at.elapsed() > Duration::from_millis(25));
            thread::sleep(Duration::from_millis(60));
            let status = if alone.is_ok() && rested {
                "200 OK"
            } else {
                "410 Hurried"
            };
            *ended.lock().unwrap() = Some(Instant::now());
            drop(alone);
            write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")
        })
    };
    let sites = [slow(), slow(), slow()];
    let names = Names::new(&[
        ("a.example", &["127.0.0.1"]),
        ("b.example", &["127.0.0.1"]),
        ("c.example", &["127.0.0.1"]),
    ]);
    let hosts: Vec<String> = ["a", "b", "c"]
        .iter()
        .zip(&sites)
        .map(|(name, site)| format!("{name}.example:{}", site.address.port()))
        .collect();
    let client = client_with(&hosts.join(","), &names);
    let addresses = (0..12).map(|n| {
        let url = format!("http://{}/{n}", hosts[n % 3]);
        (n, url.parse::<Url>().unwrap())
    });
    let pace = Pace {
        hosts: 8,
        rest: Duration::from_millis(30),
    };
    let begun = Instant::now();
    let mut found: Vec<(usize, Outcome)> = client.check_all(addresses, pace).collect().await;
    let took = begun.elapsed();
    found.sort_by_key(|(n, _)| *n);
    assert_eq!(
        found,
        (0..12).map(|n| (n, Outcome::Alive)).collect::<Vec<_>>()
    );
    // One after the other, they would take 12 × 60 ms and the rests.
    assert!(took < Duration::from_millis(800), "{took:?}");
}

#[tokio::test]
async fn through_a_proxy_what_can_be_checked_is() {
    let proxy = Site::with(&[
        ("http://www.example.org/", "200 OK"),
        ("http://far.example/", "200 OK"),
    ]);
    let names = Names::new(&[
        ("proxy.example", &["127.0.0.1"]),
        ("inside.example", &["10.0.0.1"]),
        ("www.example.org", &["8.8.8.8"]),
    ]);
    let address = format!("http://cove:secret@proxy.example:{}", proxy.address.port());
    let client = Client::new(&Options {
        proxy: Some(address.parse().unwrap()),
        resolver: Arc::<Names>::clone(&names),
        timeout: Duration::from_secs(5),
        ..Options::default()
    })
    .unwrap();
    let found = look(&client, "http://www.example.org/").await;
    assert_eq!(found, Ok("http://www.example.org/".to_owned()));
    let found = look(&client, "http://far.example/").await;
    assert_eq!(
        found,
        Ok("http://far.example/".to_owned()),
        "known to the proxy alone"
    );
    for private in [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://inside.example/",
        "http://[::1]/",
    ] {
        assert_eq!(
            look(&client, private).await,
            refused(Refused::Private),
            "{private}"
        );
    }
    let asked = proxy.asked();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(
        asked[0]
            .to_lowercase()
            .contains("proxy-authorization: basic"),
        "{asked:?}"
    );
    let found = look(&client, "https://www.example.org/").await;
    assert!(found.is_err(), "it makes no tunnels");
    assert!(proxy.asked()[2].starts_with("CONNECT www.example.org:443 "));
}

#[test]
fn what_is_said_is_for_the_person_who_typed_it() {
    let client = client("");
    let said = client.read("http://192.168.0.1/").unwrap_err().to_string();
    assert_eq!(
        said,
        "Cove does not open addresses inside a private network."
    );
    assert_eq!(
        client.read("www.nhs.uk").unwrap().as_str(),
        "https://www.nhs.uk/"
    );
    assert_eq!(
        Error::from(Failed::Status(404)).to_string(),
        "There is no page at this address."
    );
}

#[test]
fn when_no_website_answers_it_is_our_own_line() {
    let silent = |error: Failed| Outcome::Broken(error.into());
    let sites: Vec<Url> = (0..3)
        .map(|n| format!("https://{n}.example/").parse().unwrap())
        .collect();
    let all = [
        silent(Failed::NoSuchName),
        silent(Failed::Unreachable),
        silent(Failed::Slow),
    ];
    assert!(is_offline(sites.iter().zip(&all)));
    assert!(
        !is_offline(sites.iter().zip(&all).take(2)),
        "two may be gone"
    );
    let one = std::iter::repeat(&sites[0]);
    assert!(!is_offline(one.zip(&all)), "one website");
    let mut all = all;
    all[1] = silent(Failed::Status(404));
    assert!(!is_offline(sites.iter().zip(&all)), "that is an answer");
    all[1] = Outcome::Alive;
    assert!(!is_offline(sites.iter().zip(&all)));
}

/// A job moves from thread to thread.
#[test]
fn all_can_be_waited_for_by_a_worker() {
    fn is_sent(_: impl Send) {}
    let client = client("");
    let url = client.read("https://www.example.org").unwrap();
    is_sent(client.look_at(&url));
    is_sent(client.check(&url));
    is_sent(client.check_all([(1, url.clone())], Pace::default()));
}
