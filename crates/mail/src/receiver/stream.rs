//! Lines in and answers out.

use std::io;

use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader, BufWriter,
};

/// The longest line of a mail with its CR (RFC 5321, 4.5.3.1.6).
const LONGEST_TEXT: usize = 999;

/// A connection, seen from the end that takes mail.
///
/// Answers are held back while there are commands left to read, so that who
/// sends several at once gets several at once (RFC 2920).
#[derive(Debug)]
pub struct SmtpStream<S> {
    stream: BufReader<BufWriter<S>>,
}

/// How a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineEnd {
    /// There was more of it than was wanted; the rest is lost.
    pub is_cut: bool,
    /// With CR LF, as it should, and not with LF alone.
    pub is_crlf: bool,
}

/// Why what came is no mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFault {
    /// A line has more than 998 bytes.
    LongLine,
    /// A line ends with LF alone: relays that disagree on whether that ends a
    /// line can be talked into taking part of a mail for commands.
    LoneLineFeed,
    /// It is larger than wanted.
    TooLarge,
}

impl<S: AsyncRead + AsyncWrite + Unpin> SmtpStream<S> {
    /// Both directions of a connection.
    pub fn new(stream: S) -> Self {
        Self {
            stream: BufReader::with_capacity(64 * 1024, BufWriter::new(stream)),
        }
    }

    /// The connection, without what was read ahead.
    pub fn into_inner(self) -> S {
        self.stream.into_inner().into_inner()
    }

    /// Whether more has come than was asked for.
    #[must_use]
    pub fn has_more(&self) -> bool {
        !self.stream.buffer().is_empty()
    }

    /// Waits until more comes; whether it did, and not the end.
    pub async fn wait_for_more(&mut self) -> io::Result<bool> {
        if !self.has_more() {
            self.flush().await?;
        }
        Ok(!self.stream.fill_buf().await?.is_empty())
    }

    /// Reads one line into `text`, without its end and no more than `most` bytes
    /// of it. `None` when the connection ends before the line does.
    pub async fn read_line(
        &mut self,
        text: &mut Vec<u8>,
        most: usize,
    ) -> io::Result<Option<LineEnd>> {
        text.clear();
        let (mut is_cut, mut last) = (false, None);
        while self.wait_for_more().await? {
            let found = self.stream.buffer();
            let end = found.iter().position(|byte| *byte == b'\n');
            let piece = found.get(..end.unwrap_or(found.len())).unwrap_or_default();
            let wanted = piece
                .get(..most.saturating_sub(text.len()))
                .unwrap_or(piece);
            is_cut |= wanted.len() < piece.len();
            last = piece.last().copied().or(last);
            text.extend_from_slice(wanted);
            let used = piece.len() + usize::from(end.is_some());
            self.stream.consume(used);
            if end.is_some() {
                let is_crlf = last == Some(b'\r');
                if is_crlf && !is_cut {
                    text.pop();
                }
                return Ok(Some(LineEnd { is_cut, is_crlf }));
            }
        }
        Ok(None)
    }

    /// Reads a mail of no more than `most` bytes up to its final dot, and undoes
    /// the doubling of dots (RFC 5321, 4.5.2). What is no mail is read to its end,
    /// too.
    pub async fn read_body(&mut self, most: usize) -> io::Result<Result<Vec<u8>, BodyFault>> {
        let (mut mail, mut line) = (
            Vec::with_capacity(16 * 1024),
            Vec::with_capacity(LONGEST_TEXT),
        );
        let (mut fault, mut follows_crlf) = (None, true);
        loop {
            let end = self
                .read_line(&mut line, LONGEST_TEXT)
                .await?
                .ok_or(io::ErrorKind::UnexpectedEof)?;
            let text = match line.as_slice() {
                b"." if follows_crlf && end.is_crlf => return Ok(fault.map_or(Ok(mail), Err)),
                [b'.', rest @ ..] if follows_crlf => rest,
                text => text,
            };
            follows_crlf = end.is_crlf;
            if end.is_cut {
                fault = fault.or(Some(BodyFault::LongLine));
            } else if !end.is_crlf {
                fault = fault.or(Some(BodyFault::LoneLineFeed));
            } else if text.len() + 2 > most.saturating_sub(mail.len()) {
                fault = fault.or(Some(BodyFault::TooLarge));
            }
            if fault.is_none() {
                mail.extend_from_slice(text);
                mail.extend_from_slice(b"\r\n");
            }
        }
    }

    /// Says these words, once there is nothing left to read.
    pub async fn write_line(&mut self, words: &str) -> io::Result<()> {
        let out = self.stream.get_mut();
        out.write_all(words.as_bytes()).await?;
        out.write_all(b"\r\n").await
    }

    /// Lets go what was held back.
    pub async fn flush(&mut self) -> io::Result<()> {
        self.stream.get_mut().flush().await
    }
}
