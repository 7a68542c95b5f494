//! Who is asking, and what they may do, as values.
//!
//! A function that only an active member may call takes a [`Member`]; one that
//! only the co-ordinator may call takes a [`Coordinator`]. Neither can be built
//! outside this file, so a forgotten check does not compile.

use crate::clock::Timestamp;
use crate::id::{MemberId, SectorId, SessionId};
use crate::member::{MemberState, Role, looks_after};

/// What a session says about the person behind it, read with one query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct Principal {
    /// The member.
    pub member: MemberId,
    /// Their sector.
    pub sector: SectorId,
    /// Their state.
    pub state: MemberState,
    /// Their role.
    pub role: Role,
    /// Until when a deputy stands in.
    pub deputy_until: Option<Timestamp>,
    /// The browser they are signed in with; none for commands of the operator.
    pub session: Option<SessionId>,
}

/// The one who is asking: nobody, or somebody in some state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    principal: Option<Principal>,
    now: Timestamp,
}

/// An active member. Made by [`Viewer::member`] alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    id: MemberId,
    sector: SectorId,
    coordinator: bool,
}

/// The co-ordinator, or a deputy before their date. Made by
/// [`Viewer::coordinator`] alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coordinator {
    member: Member,
}

/// Why a power was not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Powerless {
    /// Nobody is signed in.
    #[error("not signed in")]
    SignedOut,
    /// Somebody is, but what they asked for is not theirs to do.
    #[error("not allowed")]
    NotAllowed,
}

impl Viewer {
    /// Somebody who is not signed in.
    #[must_use]
    pub const fn nobody(now: Timestamp) -> Self {
        Self {
            principal: None,
            now,
        }
    }

    /// Somebody with a session.
    #[must_use]
    pub const fn signed_in(principal: Principal, now: Timestamp) -> Self {
        Self {
            principal: Some(principal),
            now,
        }
    }

    /// What is known of them, in any state.
    #[must_use]
    pub const fn principal(&self) -> Option<&Principal> {
        self.principal.as_ref()
    }

    /// Them as an active member.
    ///
    /// # Errors
    /// [`Powerless`] for anyone else: applicants, declined, suspended and left
    /// members see nothing that members wrote.
    pub fn member(&self) -> Result<Member, Powerless> {
        let principal = self.principal.as_ref().ok_or(Powerless::SignedOut)?;
        if principal.state != MemberState::Active {
            return Err(Powerless::NotAllowed);
        }
        let coordinator = looks_after(
            principal.state,
            principal.role,
            principal.deputy_until,
            self.now,
        );
        Ok(Member {
            id: principal.member,
            sector: principal.sector,
            coordinator,
        })
    }

    /// Them as the co-ordinator.
    ///
    /// # Errors
    /// [`Powerless`] for anyone else, and for a deputy past their date.
    pub fn coordinator(&self) -> Result<Coordinator, Powerless> {
        self.member()?.coordinator().ok_or(Powerless::NotAllowed)
    }
}

impl Member {
    /// Their id.
    #[must_use]
    pub const fn id(&self) -> MemberId {
        self.id
    }

    /// Their sector.
    #[must_use]
    pub const fn sector(&self) -> SectorId {
        self.sector
    }

    /// Them as the co-ordinator, if they are.
    #[must_use]
    pub const fn coordinator(self) -> Option<Coordinator> {
        if self.coordinator {
            Some(Coordinator { member: self })
        } else {
            None
        }
    }
}

impl Coordinator {
    /// Their id.
    #[must_use]
    pub const fn id(&self) -> MemberId {
        self.member.id
    }

    /// Them as the member that they also are.
    #[must_use]
    pub const fn member(&self) -> &Member {
        &self.member
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id;

    fn viewer(state: MemberState, role: Role, deputy_until: Option<Timestamp>) -> Viewer {
        let now = Timestamp(1_000);
        let principal = Principal {
            member: MemberId(id::fresh(now)),
            sector: SectorId(id::fresh(now)),
            state,
            role,
            deputy_until,
            session: None,
        };
        Viewer::signed_in(principal, now)
    }

    #[test]
    fn only_an_active_member_is_a_member() {
        for state in MemberState::ALL {
            assert_eq!(
                viewer(*state, Role::Coordinator, None).member().is_ok(),
                *state == MemberState::Active,
                "{state}"
            );
        }
        assert_eq!(
            Viewer::nobody(Timestamp(0)).member(),
            Err(Powerless::SignedOut)
        );
    }

    #[test]
    fn a_deputy_stands_in_until_the_date() {
        assert!(
            viewer(MemberState::Active, Role::Deputy, Some(Timestamp(1_001)))
                .coordinator()
                .is_ok()
        );
        assert!(
            viewer(MemberState::Active, Role::Deputy, Some(Timestamp(1_000)))
                .coordinator()
                .is_err()
        );
        assert!(
            viewer(MemberState::Active, Role::Deputy, None)
                .coordinator()
                .is_err()
        );
        assert!(
            viewer(MemberState::Active, Role::Member, None)
                .coordinator()
                .is_err()
        );
        assert!(
            viewer(MemberState::Active, Role::Coordinator, None)
                .coordinator()
                .is_ok()
        );
    }
}
