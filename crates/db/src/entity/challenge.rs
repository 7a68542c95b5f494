//! Attempts to sign in, or to confirm an address.

use domain::Timestamp;
use domain::challenge::MailState;
use domain::id::ChallengeId;
use domain::session::Purpose;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "challenge")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChallengeId,
    pub purpose: Purpose,
    /// As typed. It stays until the challenge is over: the worker looks up whose
    /// it is, so that asking tells nothing.
    pub email: String,
    /// What two spellings of the address have in common.
    pub email_key: String,
    pub code_hmac: Vec<u8>,
    /// HMAC of the link's token.
    pub link_hmac: Vec<u8>,
    /// Whether the one who asked sat at a shared computer.
    pub shared_computer: bool,
    /// The mailbox that limits count, hashed.
    pub mailbox: String,
    /// From where it was asked for, hashed: the key of a client, and its network.
    pub client_key: String,
    pub network: String,
    /// HMAC of what the asking browser calls itself by, where it said it.
    pub browser_hmac: Option<Vec<u8>>,
    /// The asking browser in a few words.
    pub device: String,
    /// Where its asker was going.
    pub next: Option<String>,
    pub mail: MailState,
    /// Wrong codes so far.
    pub tries: i64,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    /// When it was used.
    pub spent_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
