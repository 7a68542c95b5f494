//! DKIM signatures (RFC 6376, and RFC 8463 for Ed25519), relaxed/relaxed.
//!
//! lettre signs with `rsa` (RUSTSEC-2023-0071) and takes no PKCS#8 (lettre#926); `mail-auth`
//! 0.15 signs with that or with aws-lc, and up to 0.9 with ring, but not without a resolver.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mailparse::MailHeaderMap as _;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;

use crate::options::OptionsError;

/// What a signature covers, each once more than it occurs ("oversigned", RFC
/// 6376, 8.15), so that nobody can add another on the way: a second sender, a
/// second subject, a place to answer to, a link to stop mail.
const OVERSIGNED: [&str; 9] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "content-type",
];

/// What it covers where present: a mailing list may well add its own.
const SIGNED: [&str; 2] = ["list-id", "mime-version"];

/// A key with the names under which its public half is published.
#[derive(Debug)]
pub(crate) struct Signer {
    domain: String,
    selector: String,
    key: Key,
}

#[derive(Debug)]
enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

impl Signer {
    /// Takes the text of a PEM file with one private key.
    pub(crate) fn from_pem(domain: &str, selector: &str, pem: &[u8]) -> Result<Self, OptionsError> {
        let wrong = |problem: &str| OptionsError::new("dkim.key_file", problem);
        let key = match PrivateKeyDer::from_pem_slice(pem)
            .map_err(|_| wrong("there is no private key in PEM form in it"))?
        {
            PrivateKeyDer::Pkcs1(der) => rsa(RsaKeyPair::from_der(der.secret_pkcs1_der()))?,
            PrivateKeyDer::Pkcs8(der) => {
                match Ed25519KeyPair::from_pkcs8_maybe_unchecked(der.secret_pkcs8_der()) {
                    Ok(pair) => Key::Ed25519(pair),
                    Err(_) => rsa(RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()))?,
                }
            }
            _ => return Err(wrong("the key is neither RSA nor Ed25519")),
        };
        if !is_dns_name(domain) {
            return Err(OptionsError::new(
                "dkim.domain",
                "this is not a domain name",
            ));
        }
        if !is_dns_name(selector) {
            return Err(OptionsError::new(
                "dkim.selector",
                "this is not a selector, as in \"cove2026\"",
            ));
        }
        Ok(Self {
            domain: domain.to_ascii_lowercase(),
            selector: selector.to_owned(),
            key,
        })
    }

    /// Whether a sender at `domain` is covered: DMARC wants the domain that signs
    /// to be the sender's own or one above it.
    pub(crate) fn speaks_for(&self, domain: &str) -> bool {
        let domain = domain.to_ascii_lowercase();
        domain == self.domain
            || domain
                .strip_suffix(&self.domain)
                .is_some_and(|left| left.ends_with('.'))
    }

    /// The message with a `DKIM-Signature` in front.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        // What lettre has just written can be read.
        let (fields, end) = mailparse::parse_headers(message).unwrap_or_default();
        let body = message.get(end..).unwrap_or_default();
        let mut names: Vec<&str> = Vec::with_capacity(2 * OVERSIGNED.len() + SIGNED.len());
        let mut input = Vec::with_capacity(end + 512);
        for name in OVERSIGNED.into_iter().chain(SIGNED) {
            // Of several fields with one name the last is signed first (5.4.2).
            for field in fields.get_all_headers(name).into_iter().rev() {
                relaxed_field(name.as_bytes(), field.get_value_raw(), &mut input);
                names.push(name);
            }
            if OVERSIGNED.contains(&name) {
                names.push(name);
            }
        }
        let algorithm = match self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let hash = STANDARD.encode(digest(&SHA256, &relaxed_body(body)));
        // Without t=: a digest may be dated ahead (a run for a given hour), and a time
        // that lies in the future makes verifiers refuse a good signature.
        let value = format!(
            " v=1; a={algorithm}; c=relaxed/relaxed; d={}; s={};\r\n h={};\r\n bh={hash};\r\n b=",
            self.domain,
            self.selector,
            names
                .chunks(6)
                .map(|some| some.join(":"))
                .collect::<Vec<_>>()
                .join(":\r\n  "),
        );
        relaxed_field(b"dkim-signature", value.as_bytes(), &mut input);
        // The signature's own field is signed without its line end (3.7).
        input.truncate(input.len().saturating_sub(2));

        let mut signed = Vec::with_capacity(message.len() + value.len() + 512);
        signed.extend_from_slice(b"DKIM-Signature:");
        signed.extend_from_slice(value.as_bytes());
        for chunk in STANDARD
            .encode(self.signature(&input))
            .as_bytes()
            .chunks(70)
        {
            signed.extend_from_slice(b"\r\n  ");
            signed.extend_from_slice(chunk);
        }
        signed.extend_from_slice(b"\r\n");
        signed.extend_from_slice(message);
        signed
    }

    fn signature(&self, input: &[u8]) -> Vec<u8> {
        match &self.key {
            Key::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                // ring fails here only when the buffer has another length than the
                // modulus, or the machine has no random numbers at all; the mail
                // then goes out with a signature that does not verify, not lost.
                if pair
                    .sign(
                        &RSA_PKCS1_SHA256,
                        &SystemRandom::new(),
                        input,
                        &mut signature,
                    )
                    .is_err()
                {
                    tracing::error!("a DKIM signature could not be made");
                }
                signature
            }
            // RFC 8463 (3) signs the SHA-256 of the input, not the input.
            Key::Ed25519(pair) => pair.sign(digest(&SHA256, input).as_ref()).as_ref().to_vec(),
        }
    }
}

fn rsa(pair: Result<RsaKeyPair, ring::error::KeyRejected>) -> Result<Key, OptionsError> {
    pair.map(|pair| Key::Rsa(Box::new(pair))).map_err(|error| {
        OptionsError::new("dkim.key_file", format!("the key cannot be used ({error}): give an RSA key of 2,048 to 4,096 bits, or Ed25519"))
    })
}

fn is_dns_name(text: &str) -> bool {
    text.len() <= 253
        && text.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        })
}

/// RFC 6376, 3.4.2: lower-case name, unfolded, runs of blanks as one, none at the
/// ends. `name` must be in lower case already.
fn relaxed_field(name: &[u8], value: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(name);
    out.push(b':');
    let start = out.len();
    for byte in value.iter().filter(|byte| !matches!(byte, b'\r' | b'\n')) {
        match byte {
            b' ' | b'\t' if out.len() == start || out.last() == Some(&b' ') => {}
            b' ' | b'\t' => out.push(b' '),
            _ => out.push(*byte),
        }
    }
    if out.len() > start && out.last() == Some(&b' ') {
        out.pop();
    }
    out.extend_from_slice(b"\r\n");
}

/// RFC 6376, 3.4.4: runs of blanks as one, none at the end of a line, no empty
/// lines at the end; a body that has anything ends with CRLF.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 2);
    let mut end_of_text = 0;
    for line in body.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let start = out.len();
        let mut blank = false;
        for byte in line {
            if matches!(byte, b' ' | b'\t') {
                blank = true;
                continue;
            }
            if blank {
                out.push(b' ');
                blank = false;
            }
            out.push(*byte);
        }
        let empty = out.len() == start;
        out.extend_from_slice(b"\r\n");
        if !empty {
            end_of_text = out.len();
        }
    }
    out.truncate(end_of_text);
    out
}

#[cfg(test)]
mod tests;
