//! Ids: a UUIDv7 each (RFC 9562), typed, shown as `thread:0198…` outside.

use std::fmt;
use std::str::FromStr;

use uuid::{Builder, Uuid};

use crate::clock::Timestamp;

/// Why a text is not an id of the type that was asked for. An id of another
/// type is refused before anything is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this type")]
pub struct NotThisId;

/// A new UUIDv7: the time's milliseconds first, so that rows written together
/// lie together, then 74 random bits from the operating system.
#[must_use]
pub fn fresh(now: Timestamp) -> Uuid {
    let millis = u64::try_from(now.0).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &crate::secret::random_bytes()).into_uuid()
}

/// When an id from [`fresh`] was made; none for one that is no UUIDv7.
#[must_use]
pub fn made_at(id: Uuid) -> Option<Timestamp> {
    (id.get_version_num() == 7).then_some(())?;
    i64::try_from(id.as_u128() >> 80).ok().map(Timestamp)
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident = $prefix:literal),+ $(,)?) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
            #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
            pub struct $name(pub Uuid);

            $crate::stored::not_numbered!($name);

            impl $name {
                /// What stands before the colon outside.
                pub const PREFIX: &'static str = $prefix;
                /// A new one.
                #[must_use]
                pub fn fresh(now: Timestamp) -> Self { Self(fresh(now)) }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(concat!($prefix, ":"))?;
                    f.write_str(self.0.simple().encode_lower(&mut Uuid::encode_buffer()))
                }
            }

            impl FromStr for $name {
                type Err = NotThisId;
                fn from_str(text: &str) -> Result<Self, NotThisId> {
                    parse(text, $prefix).map(Self)
                }
            }

            impl From<$name> for Uuid {
                fn from(id: $name) -> Self { id.0 }
            }
        )+

        /// An id whose type is read from its prefix, for `node(id:)`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum AnyId { $($name($name)),+ }

        impl fmt::Display for AnyId {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Self::$name(id) => id.fmt(f),)+ }
            }
        }

        impl FromStr for AnyId {
            type Err = NotThisId;
            fn from_str(text: &str) -> Result<Self, NotThisId> {
                match text.split_once(':').map(|(prefix, _)| prefix) {
                    $(Some($prefix) => text.parse().map(Self::$name),)+
                    _ => Err(NotThisId),
                }
            }
        }
    };
}

ids! {
    /// A member, whatever their state.
    MemberId = "member",
    /// A sector.
    SectorId = "sector",
    /// An organisation.
    OrganisationId = "organisation",
    /// A topic.
    TopicId = "topic",
    /// A thread.
    ThreadId = "thread",
    /// A post: an opening or a reply.
    PostId = "post",
    /// A collection of resources.
    CollectionId = "collection",
    /// A file.
    FileId = "file",
    /// A notification.
    NotificationId = "notification",
    /// A group of words that mean the same.
    SynonymId = "synonym",
    /// A report to the co-ordinator.
    ReportId = "report",
    /// A signed-in browser.
    SessionId = "session",
    /// One attempt to sign in, or to confirm an address.
    ChallengeId = "challenge",
    /// One week's digest.
    IssueId = "issue",
    /// One member's copy of an issue.
    DeliveryId = "delivery",
    /// A job of the worker.
    JobId = "job",
    /// The database, put back from a backup.
    RestoreId = "restore",
}

/// Accepts only the one spelling that `Display` writes: 32 lower-case hex
/// digits after the prefix. Two spellings of one id would be two cache keys.
fn parse(text: &str, prefix: &str) -> Result<Uuid, NotThisId> {
    let digits = text
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix(':'))
        .ok_or(NotThisId)?;
    let plain = digits.len() == 32
        && digits
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !plain {
        return Err(NotThisId);
    }
    Uuid::try_parse(digits).map_err(|_| NotThisId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_wrote() {
        let id = ThreadId::fresh(Timestamp(1_790_000_000_000));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().parse(), Ok(AnyId::ThreadId(id)));
    }

    #[test]
    fn an_id_of_another_type_or_spelling_is_refused() {
        let id = ThreadId::fresh(Timestamp(0));
        assert_eq!(id.to_string().parse::<PostId>(), Err(NotThisId));
        for text in [
            "",
            "thread",
            "thread:",
            "thread:zz",
            &format!("thread:{}", id.0.hyphenated()),
            &id.to_string().to_uppercase(),
        ] {
            assert_eq!(text.parse::<ThreadId>(), Err(NotThisId), "{text}");
        }
    }

    #[test]
    fn an_id_says_when_it_was_made() {
        for at in [0, 1_795_507_200_123] {
            assert_eq!(made_at(fresh(Timestamp(at))), Some(Timestamp(at)));
        }
        assert_eq!(made_at(Uuid::nil()), None);
    }

    #[test]
    fn ids_sort_by_time() {
        assert!(ThreadId::fresh(Timestamp(1_000)) < ThreadId::fresh(Timestamp(2_000)));
    }
}
