//! Randomness and keyed hashes: session tokens, sign-in codes and links.
//!
//! A session token has 256 random bits, so a plain SHA-256 of it in the
//! database gives nothing away. A code has six digits, so its plain hash would
//! be a million guesses: codes are kept as an HMAC (RFC 2104) under a secret of
//! the installation that is not in the database.

use std::fmt;

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// So many bytes from the operating system's generator.
///
/// # Panics
/// If the operating system has no randomness to give: nothing that Cove does
/// would be safe then.
#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(
        clippy::expect_used,
        reason = "without randomness no token is safe; stopping is the only right answer"
    )]
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// 256 random bits in lower-case hex: 64 characters.
#[must_use]
pub fn random_token() -> String {
    hex(&random_bytes::<32>())
}

/// SHA-256 of a token of full entropy, as it is kept in the database.
#[must_use]
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Bytes as lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            use fmt::Write as _;
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The secret of the installation: 32 bytes that live in a file, never in the
/// database.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// From its 32 bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(random_bytes())
    }

    /// As 64 hex digits, for its file.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex(&self.0)
    }

    /// From 64 hex digits; white space around them does not count.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.trim().as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).ok()?;
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// HMAC-SHA-256 over a purpose and its parts. The purpose keeps a value
    /// made for one use from standing in for another; lengths keep `ab|c`
    /// apart from `a|bc`.
    #[must_use]
    pub fn hmac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        self.mac(purpose, parts).finalize().into_bytes().into()
    }

    /// Whether `tag` is that HMAC, in a time that does not depend on where
    /// they differ.
    #[must_use]
    pub fn verify(&self, purpose: &str, parts: &[&[u8]], tag: &[u8]) -> bool {
        self.mac(purpose, parts).verify_slice(tag).is_ok()
    }

    fn mac(&self, purpose: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of 32 bytes");
        for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_survives_its_file() {
        let secret = Secret::random();
        let read = Secret::from_hex(&format!("{}\n", secret.to_hex())).unwrap();
        assert_eq!(secret.hmac("a", &[b"b"]), read.hmac("a", &[b"b"]));
        assert!(Secret::from_hex("short").is_none());
        assert!(Secret::from_hex(&"zz".repeat(32)).is_none());
    }

    #[test]
    fn purposes_and_parts_do_not_run_together() {
        let secret = Secret::new([7; 32]);
        let tag = secret.hmac("code", &[b"ab", b"c"]);
        assert!(secret.verify("code", &[b"ab", b"c"], &tag));
        assert!(!secret.verify("code", &[b"a", b"bc"], &tag));
        assert!(!secret.verify("link", &[b"ab", b"c"], &tag));
    }
}
