//! The first co-ordinator: by the operator at the command line, or by a set-up
//! link that the first start prints and one person can use once.

use domain::Timestamp;
use domain::audit::{Act, Entry};
use domain::id::{MemberId, SectorId};
use domain::member::{EmailAddress, MemberState, ORGANISATION_LIMIT, ROLE_LIMIT, Role};
use domain::secret::{hex, random_token, token_hash};
use domain::session::Computer;

use db::member::NewMember;

use crate::session::{self, Browser, Started};
use crate::{App, Failure, Problems};

/// Where the hash of the set-up link is kept until it is used.
const SETUP_TOKEN: &str = "setup_token";

/// The sector of a co-ordinator when nobody says: that of the public health
/// team.
const SECTOR: &str = "local-authority";

/// Somebody who will look after the community.
#[derive(Debug, Clone, Default)]
pub struct NewCoordinator {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Whom they work for; may be empty.
    pub organisation: String,
    /// What they do there; may be empty.
    pub role: String,
    /// The slug of their sector; local authority and public health when empty.
    pub sector: String,
}

/// Why set-up did not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupRefusal {
    /// The link was used, replaced by a later start, or none of ours.
    Expired,
    /// Some answers need another look.
    Invalid,
}

/// Makes somebody co-ordinator: a new member, or one whose address is known.
/// Their address is taken on the operator's word.
///
/// # Errors
/// [`SetupRefusal::Invalid`].
pub async fn create_coordinator(
    app: &App,
    new: &NewCoordinator,
) -> Result<MemberId, Failure<SetupRefusal>> {
    let checked = checked(new)?;
    let tx = app.store().begin().await?;
    let id = write(app, &tx, checked, "Made co-ordinator at the command line").await?;
    tx.commit().await?;
    Ok(id)
}

/// The token of a new set-up link, if there is no co-ordinator yet. A link that
/// an earlier start gave out works no longer.
pub async fn begin(app: &App) -> Result<Option<String>, db::Error> {
    let tx = app.store().begin().await?;
    if !db::member::full_coordinators_for_update(&tx)
        .await?
        .is_empty()
    {
        return Ok(None);
    }
    let token = random_token();
    db::community::remember(&tx, SETUP_TOKEN, &hex(&token_hash(&token))).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Whether a set-up link still works. Changes nothing.
async fn is_open(app: &App, token: &str) -> Result<bool, db::Error> {
    let kept = db::community::setting(app.db(), SETUP_TOKEN).await?;
    Ok(kept.is_some_and(|kept| kept == hex(&token_hash(token))))
}

/// Whether some set-up link works: nobody has used it yet.
pub async fn is_waiting(app: &App) -> Result<bool, db::Error> {
    Ok(db::community::setting(app.db(), SETUP_TOKEN)
        .await?
        .is_some())
}

/// Uses the set-up link up: its holder is the co-ordinator, and signed in.
pub async fn complete(
    app: &App,
    token: &str,
    new: &NewCoordinator,
    browser: &Browser,
) -> Result<Started, Failure<SetupRefusal>> {
    // Who has no link is told so, whatever they typed.
    if !is_open(app, token).await? {
        return Err(Problems::new().with(SetupRefusal::Expired));
    }
    let checked = checked(new)?;
    let now = app.now();
    let tx = app.store().begin().await?;
    // Of two who hold the link, one deletes the row.
    if !db::community::forget(&tx, SETUP_TOKEN, &hex(&token_hash(token))).await?
        || !db::member::full_coordinators_for_update(&tx)
            .await?
            .is_empty()
    {
        return Err(Problems::new().with(SetupRefusal::Expired));
    }
    let id = write(app, &tx, checked, "Made co-ordinator by the set-up link").await?;
    let account = db::member::account(&tx, id)
        .await?
        .ok_or_else(|| anyhow::anyhow!("the co-ordinator who was just made is not there"))?;
    let started = session::start(&tx, &account.member, Computer::Own, browser, now).await?;
    tx.commit().await?;
    session::note_start(&started, "set_up", None);
    Ok(started)
}

struct Checked {
    name: String,
    email: EmailAddress,
    organisation: String,
    work_role: String,
    sector: String,
}

fn checked(new: &NewCoordinator) -> Result<Checked, Failure<SetupRefusal>> {
    let mut problems = Problems::new();
    let name = problems.name("name", &new.name);
    let organisation = problems.optional_line(
        "organisation",
        "your organisation",
        &new.organisation,
        ORGANISATION_LIMIT,
    );
    let work_role = problems.optional_line("role", "your role", &new.role, ROLE_LIMIT);
    let sector = if new.sector.trim().is_empty() {
        SECTOR.to_owned()
    } else {
        new.sector.trim().to_owned()
    };
    match new.email.parse::<EmailAddress>() {
        Ok(email) if problems.is_empty() => {
            return Ok(Checked {
                name,
                email,
                organisation,
                work_role,
                sector,
            });
        }
        Ok(_) => {}
        Err(fault) => problems.add("email", fault.to_string()),
    }
    Err(problems.with(SetupRefusal::Invalid))
}

async fn write(
    app: &App,
    tx: &db::Tx,
    new: Checked,
    reason: &str,
) -> Result<MemberId, Failure<SetupRefusal>> {
    let now = app.now();
    let sectors = db::community::sectors(tx).await?;
    let Some(sector) = sectors.iter().find(|sector| sector.slug == new.sector) else {
        let slugs: Vec<&str> = sectors.iter().map(|sector| sector.slug.as_str()).collect();
        let advice = format!("Use one of: {}", slugs.join(", "));
        return Err(Problems::one("sector", advice).with(SetupRefusal::Invalid));
    };
    let id = match db::member::account_by_email(tx, &new.email.key()).await? {
        Some(account) => {
            db::member::make_coordinator(tx, account.member.id, now).await?;
            account.member.id
        }
        None => insert(tx, new, sector.id, now).await?,
    };
    let entry = Entry::new(now, None, Act::CreateCoordinator, id.0, reason.to_owned());
    db::audit::append(tx, &entry).await?;
    Ok(id)
}

async fn insert(
    tx: &db::Tx,
    new: Checked,
    sector: SectorId,
    now: Timestamp,
) -> Result<MemberId, db::Error> {
    let id = MemberId::fresh(now);
    let organisation = match new.organisation.as_str() {
        "" => None,
        name => Some(db::organisation::find_or_make(tx, sector, name, now).await?),
    };
    let member = NewMember {
        id,
        state: MemberState::Active,
        role: Role::Coordinator,
        name: new.name,
        email: new.email.as_str().to_owned(),
        email_key: new.email.key(),
        work_role: new.work_role,
        sector,
        organisation,
        organisation_typed: None,
        why: String::new(),
        rules_accepted_at: None,
        address_confirmed_at: None,
    };
    db::member::insert(tx, member, now).await?;
    Ok(id)
}
