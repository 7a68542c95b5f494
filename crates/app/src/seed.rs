//! Making a community quickly, for the demo, the benchmark and the tests.
//!
//! These skip what a person would have to do (confirm an address, wait for the
//! co-ordinator), never what the rules are: rows are made as the commands make
//! them.

use db::session::Session;
use domain::id::{MemberId, SessionId};
use domain::member::Role;
use domain::secret::{random_token, token_hash};
use domain::session::Computer;

use crate::App;

/// A member to be.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The slug of their sector.
    pub sector: String,
    /// Whom they work for.
    pub organisation: String,
    /// What they do there.
    pub work_role: String,
    /// What they may do here.
    pub role: Role,
}

/// Makes an active member, as of now.
///
/// # Errors
/// Those of the database, and a sector that does not exist.
pub async fn enrol(app: &App, new: &NewMember) -> anyhow::Result<MemberId> {
    let now = app.now();
    let id = MemberId::fresh(now);
    let tx = app.store().begin().await?;
    let row = db::seed::Member {
        id,
        name: &new.name,
        email: &new.email,
        sector: &new.sector,
        organisation: &new.organisation,
        work_role: &new.work_role,
        role: new.role,
    };
    anyhow::ensure!(
        db::seed::member(&tx, &row, now).await?,
        "there is no sector {:?}",
        new.sector
    );
    tx.commit().await?;
    Ok(id)
}

/// Signs a member in; the token for the cookie.
pub async fn sign_in(app: &App, member: MemberId, computer: Computer) -> anyhow::Result<String> {
    let now = app.now();
    let token = random_token();
    let tx = app.store().begin().await?;
    let session = Session {
        id: SessionId::fresh(now),
        computer,
        device: "A browser".to_owned(),
        started_at: now,
        last_used_at: now,
    };
    db::session::insert(&tx, &session, member, &token_hash(&token)).await?;
    tx.commit().await?;
    Ok(token)
}
