//! Reactions: thanks and useful, a count without names.

use domain::Timestamp;
use domain::id::{MemberId, PostId};
use domain::post::Reaction;

use crate::store::execute;
use crate::{Result, Tx};

/// Adds a member's reaction to a post; nothing happens if it is there.
pub async fn add(
    tx: &Tx,
    post: PostId,
    member: MemberId,
    kind: Reaction,
    now: Timestamp,
) -> Result<()> {
    execute(
        tx,
        "INSERT INTO reaction (post_id, member_id, kind, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (post_id, kind, member_id) DO NOTHING",
        [post.0.into(), member.0.into(), kind.as_str().into(), now.0.into()],
    )
    .await?;
    Ok(())
}

/// Takes it back; nothing happens if it is not there.
pub async fn take_back(tx: &Tx, post: PostId, member: MemberId, kind: Reaction) -> Result<()> {
    execute(
        tx,
        "DELETE FROM reaction WHERE post_id = $1 AND kind = $2 AND member_id = $3",
        [post.0.into(), kind.as_str().into(), member.0.into()],
    )
    .await?;
    Ok(())
}
