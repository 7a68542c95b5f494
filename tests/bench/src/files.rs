//! What a file takes of the memory: a long one both ways, and a photograph.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use anyhow::{Context as _, Result, ensure};

use crate::Bench;
use crate::community::token_of_writer;
use crate::server::Server;

/// Bytes of the long file.
const LONG: usize = 50_000_000;
/// MiB that it may take on its way in and out.
const LONG_TAKES: f64 = 30.0;
/// MiB that a photograph of twelve megapixels may take.
const PICTURE_TAKES: f64 = 400.0;

/// Brings both and takes the long one out again, each in a server of its own: the
/// peak of a process does not go down.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn files(bench: &mut Bench) -> Result<()> {
    let location = bench.copy_of_sqlite("files").await?;
    let token = token_of_writer(bench.size(), 0);
    let server = bench.server(&location)?;
    let before = at_rest(&server, &token)?;
    let mut long = b"ID3\x04\0\0\0\0\0\0".to_vec();
    long.resize(LONG, 0);
    let url = bring(&server, &token, "talk.mp3", &long)?;
    let answer = get(&server, &token, &url)?;
    ensure!(answer > LONG, "{answer} bytes came back");
    let takes = server.memory("VmHWM:") - before;
    bench.report.bound(
        "50 MB in and out",
        &[("MiB", takes)],
        &format!("at most {LONG_TAKES} MiB"),
        takes <= LONG_TAKES,
    );
    drop(server);
    let server = bench.server(&location)?;
    let before = at_rest(&server, &token)?;
    bring(&server, &token, "photo.png", &photograph(4_000, 3_000))?;
    let takes = server.memory("VmHWM:") - before;
    bench.report.bound(
        "a picture of 12 megapixels",
        &[("MiB", takes)],
        &format!("at most {PICTURE_TAKES} MiB"),
        takes <= PICTURE_TAKES,
    );
    Ok(())
}

/// The peak of a server that has answered.
fn at_rest(server: &Server, token: &str) -> Result<f64> {
    get(server, token, "/files/0")?;
    Ok(server.memory("VmHWM:"))
}

/// Where a file is that was taken.
fn bring(server: &Server, token: &str, name: &str, bytes: &[u8]) -> Result<String> {
    let head = format!(
        "POST /files HTTP/1.1\r\nX-Cove-Request: 1\r\nX-Cove-File-Name: {name}\r\nContent-Length: {}\r\n",
        bytes.len()
    );
    let answer = ask(server, token, &head, bytes)?;
    let answer = String::from_utf8_lossy(&answer);
    let url = answer.split("\"url\":\"").nth(1);
    let url = url.and_then(|rest| rest.split('"').next());
    url.map(str::to_owned).with_context(|| answer.into_owned())
}

/// Bytes of an answer.
fn get(server: &Server, token: &str, path: &str) -> Result<usize> {
    Ok(ask(server, token, &format!("GET {path} HTTP/1.1\r\n"), &[])?.len())
}

fn ask(server: &Server, token: &str, head: &str, body: &[u8]) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(&server.address)?;
    write!(
        stream,
        "{head}Host: {}\r\nCookie: cove={token}\r\nConnection: close\r\n\r\n",
        server.address
    )?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// A PNG of three bytes a pixel, packed in the simplest way: as it is.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let row: Vec<u8> = (0..=width * 3)
        .map(|n| u8::try_from(n * 7 % 251).unwrap_or(0))
        .collect();
    let row = [&[0], row.get(1..).unwrap_or_default()].concat();
    let data = row.repeat(usize::try_from(height).unwrap_or(0));
    let mut packed = vec![0x78, 0x01];
    let mut blocks = data.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    let (low, high) = data.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    packed.extend((high << 16 | low).to_be_bytes());
    let mut head = width.to_be_bytes().to_vec();
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, body) in [(b"IHDR", head), (b"IDAT", packed), (b"IEND", Vec::new())] {
        png.extend(u32::try_from(body.len()).unwrap_or(0).to_be_bytes());
        let chunk = [name.as_slice(), &body].concat();
        let sum = !chunk.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
            })
        });
        png.extend(chunk);
        png.extend(sum.to_be_bytes());
    }
    png
}
