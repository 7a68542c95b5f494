//! The members of the demo, and the powers by which they act.

use std::collections::HashMap;

use anyhow::Context as _;
use domain::clock::Span;
use domain::id::{MemberId, SectorId, TopicId};
use domain::member::{MemberState, Role};
use domain::viewer::Principal;
use domain::{Coordinator, Member, Timestamp, Viewer};

use super::content::{self, Content};
use super::{Person, SeedClock, accepted};
use crate::App;
use crate::follow::{Following, follow_topic};
use crate::member::{UpdateProfile, update_profile};
use crate::seed::{NewMember, enrol};

/// Between one member's joining and the next one's.
const BETWEEN: Span = Span::hours(9);

/// Everybody, by the key that the content calls them.
pub(super) struct Cast {
    actors: HashMap<String, Actor>,
    coordinator: String,
    sectors: HashMap<String, (SectorId, String)>,
    topics: HashMap<String, TopicId>,
}

struct Actor {
    id: MemberId,
    sector: SectorId,
    role: Role,
}

impl Cast {
    /// Makes the members, one after the other, the last well before `begins`.
    pub(super) async fn enrol(
        app: &App,
        clock: &SeedClock,
        content: &Content,
        begins: Timestamp,
    ) -> anyhow::Result<Self> {
        let sectors = db::community::sectors(app.db())
            .await?
            .into_iter()
            .map(|sector| (sector.slug, (sector.id, sector.name)))
            .collect();
        let topics = db::topic::topics(app.db())
            .await?
            .into_iter()
            .map(|topic| (topic.slug, topic.id))
            .collect();
        let coordinator = content
            .members
            .iter()
            .find(|member| member.coordinator)
            .context("the demo has no co-ordinator")?
            .key
            .clone();
        let mut cast = Self {
            actors: HashMap::new(),
            coordinator,
            sectors,
            topics,
        };
        let many = i64::try_from(content.members.len())?;
        clock.turn_to(begins.minus(Span(BETWEEN.0 * (many + 1))));
        for member in &content.members {
            clock.turn_to(app.now().plus(BETWEEN));
            cast.join(app, member)
                .await
                .with_context(|| member.name.clone())?;
        }
        Ok(cast)
    }

    async fn join(&mut self, app: &App, member: &content::Member) -> anyhow::Result<()> {
        let new = NewMember {
            name: member.name.clone(),
            email: member.email(),
            sector: member.sector.clone(),
            organisation: member.organisation.clone(),
            work_role: member.role.clone(),
            role: member.power(),
        };
        let id = enrol(app, &new).await?;
        let actor = Actor {
            id,
            sector: self.sector(&member.sector)?,
            role: member.power(),
        };
        let power = actor.power(app.now())?;
        let expertise = self.topics(&member.topics)?;
        for topic in &expertise {
            accepted(
                "follow",
                follow_topic(app, &power, *topic, Following::On).await,
            )?;
        }
        let profile = UpdateProfile {
            name: new.name,
            role: new.work_role,
            organisation: new.organisation,
            sector: actor.sector,
            expertise,
            expected_version: 1,
        };
        accepted("profile", update_profile(app, &power, profile).await)?;
        self.actors.insert(member.key.clone(), actor);
        Ok(())
    }

    /// The power of a member at an instant.
    pub(super) fn member(&self, key: &str, now: Timestamp) -> anyhow::Result<Member> {
        self.actor(key)?.power(now)
    }

    /// The co-ordinator's.
    pub(super) fn coordinator(&self, now: Timestamp) -> anyhow::Result<Coordinator> {
        self.member(&self.coordinator, now)?
            .coordinator()
            .context("the demo's co-ordinator is none")
    }

    /// Which member it is.
    pub(super) fn id(&self, key: &str) -> anyhow::Result<MemberId> {
        Ok(self.actor(key)?.id)
    }

    pub(super) fn sector(&self, slug: &str) -> anyhow::Result<SectorId> {
        Ok(self
            .sectors
            .get(slug)
            .with_context(|| format!("there is no sector {slug:?}"))?
            .0)
    }

    pub(super) fn topics(&self, slugs: &[String]) -> anyhow::Result<Vec<TopicId>> {
        slugs
            .iter()
            .map(|slug| {
                self.topics
                    .get(slug)
                    .copied()
                    .with_context(|| format!("there is no topic {slug:?}"))
            })
            .collect()
    }

    /// Whom one can sign in as, in the order of the content.
    pub(super) fn people(&self, content: &Content) -> Vec<Person> {
        let person = |member: &content::Member| {
            let (called, offers) = (member.called.as_ref()?, member.offers.as_ref()?);
            Some(Person {
                member: self.actors.get(&member.key)?.id,
                name: format!("{}, {called}", member.name),
                sector: self.sectors.get(&member.sector)?.1.clone(),
                about: format!("{} at {}. {offers}.", member.role, member.organisation),
            })
        };
        content.members.iter().filter_map(person).collect()
    }

    fn actor(&self, key: &str) -> anyhow::Result<&Actor> {
        self.actors
            .get(key)
            .with_context(|| format!("there is no member {key:?}"))
    }
}

impl Actor {
    /// What a session of theirs would give them.
    fn power(&self, now: Timestamp) -> anyhow::Result<Member> {
        let principal = Principal {
            member: self.id,
            sector: self.sector,
            state: MemberState::Active,
            role: self.role,
            deputy_until: None,
            session: None,
        };
        Ok(Viewer::signed_in(principal, now).member()?)
    }
}
