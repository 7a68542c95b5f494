//! Rows made directly, for `app::seed`.

use domain::Timestamp;
use domain::id::{MemberId, SectorId};
use domain::member::Role;
use domain::name::{core_look, look, sort_key};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::store::{execute, row};
use crate::{Result, Tx, organisation};

/// An active member to be.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    pub id: MemberId,
    pub name: &'a str,
    pub email: &'a str,
    pub sector: &'a str,
    pub organisation: &'a str,
    pub work_role: &'a str,
    pub role: Role,
}

#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
}

/// Makes the row, and that of the organisation if it is new; false if there is
/// no such sector.
pub async fn member(tx: &Tx, new: &Member<'_>, now: Timestamp) -> Result<bool> {
    let Some(sector) = row::<Found, _>(
        tx,
        "SELECT id FROM sector WHERE slug = $1",
        [new.sector.into()],
    )
    .await?
    else {
        return Ok(false);
    };
    let organisation =
        organisation::find_or_make(tx, SectorId(sector.id), new.organisation, now).await?;
    execute(
        tx,
        "INSERT INTO member (id, state, role, name, name_key, name_look, email, email_key, work_role, sector_id, organisation_id, why,
                             applied_at, address_confirmed_at, decided_at, joined_at, rules_accepted_at, digest_frequency, mail_replies,
                             mail_helped, version, name_core)
         VALUES ($1, 'active', $2, $3, $10, $11, $4, $5, $6, $7, $8, '', $9, $9, $9, $9, $9, 'weekly', TRUE, TRUE, 1, $12)",
        [
            new.id.0.into(),
            new.role.as_str().into(),
            new.name.into(),
            new.email.into(),
            new.email.to_lowercase().into(),
            new.work_role.into(),
            sector.id.into(),
            organisation.0.into(),
            now.0.into(),
            sort_key(new.name).into(),
            look(new.name).into(),
            core_look(new.name).into(),
        ],
    )
    .await?;
    Ok(true)
}
