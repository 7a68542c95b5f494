//! Rows made directly, for `app::seed`.

use domain::Timestamp;
use domain::id::MemberId;
use domain::member::{MemberState, Role};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use crate::entity::sector;
use crate::member::NewMember;
use crate::{Result, Tx, member, organisation};

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

/// Makes the row, and that of the organisation if it is new; false if there is
/// no such sector.
pub async fn member(tx: &Tx, new: &Member<'_>, now: Timestamp) -> Result<bool> {
    let slug = sector::Column::Slug.eq(new.sector);
    let Some(sector) = sector::Entity::find().filter(slug).one(tx).await? else {
        return Ok(false);
    };
    let organisation = organisation::find_or_make(tx, sector.id, new.organisation, now).await?;
    let member = NewMember {
        id: new.id,
        state: MemberState::Active,
        role: new.role,
        name: new.name.to_owned(),
        email: new.email.to_owned(),
        email_key: new.email.to_lowercase(),
        work_role: new.work_role.to_owned(),
        sector: sector.id,
        organisation: Some(organisation),
        organisation_typed: None,
        why: String::new(),
        rules_accepted_at: Some(now),
        address_confirmed_at: Some(now),
    };
    member::insert(tx, member, now).await?;
    Ok(true)
}
