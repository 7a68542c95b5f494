//! Reactions: thanks and useful, a count without names.

use domain::Timestamp;
use domain::id::{MemberId, PostId};
use domain::post::Reaction;
use sea_orm::{EntityTrait as _, Set};

use crate::entity::reaction::{ActiveModel, Column, Entity};
use crate::store::insert_unless_there;
use crate::{Result, Tx};

/// Adds a member's reaction to a post; nothing happens if it is there.
pub async fn add(
    tx: &Tx,
    post: PostId,
    member: MemberId,
    kind: Reaction,
    now: Timestamp,
) -> Result<()> {
    let reaction = ActiveModel {
        post_id: Set(post),
        kind: Set(kind),
        member_id: Set(member),
        created_at: Set(now),
    };
    let same = [Column::PostId, Column::Kind, Column::MemberId];
    insert_unless_there(tx, reaction, same).await.map(drop)
}

/// Takes it back; nothing happens if it is not there.
pub async fn take_back(tx: &Tx, post: PostId, member: MemberId, kind: Reaction) -> Result<()> {
    Entity::delete_by_id((post, kind, member)).exec(tx).await?;
    Ok(())
}
