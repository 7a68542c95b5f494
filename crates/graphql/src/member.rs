//! Members as others see them, the list of members, and the profile.

use app::Failure;
use app::member::{UpdateEmailPreferencesRefusal, UpdateProfileRefusal};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use db::List;
use db::member::Filter;
use domain::id::{MemberId, SectorId, TopicId};
use domain::mail::DigestFrequency;
use domain::member::{MemberState, NAME_LIMIT, can_be_seen};

use crate::community::{Sector, sector};
use crate::connection::{Connection, connection, page_request};
use crate::context::{Request, request};
use crate::enums::Enum;
use crate::error::{Code, coded};
use crate::id::{Id, all};
use crate::loaders::{grouped, keyed, load, loader};
use crate::organisation::Organisation;
use crate::payload::{Payload, written};
use crate::scalar::DateTime;
use crate::topic::Topic;
use crate::viewer::Viewer;

/// Reads about members.
#[derive(Default)]
pub struct MemberQuery;

#[Object]
impl MemberQuery {
    /// The members by name. Whoever is not the co-ordinator sees active ones.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn members(
        &self,
        ctx: &Context<'_>,
        filter: Option<MemberFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Member>> {
        let request = request(ctx)?;
        request.viewer.member()?;
        let filter = filter.unwrap_or_default();
        let state = match filter.state {
            None | Some(Enum(MemberState::Active)) => MemberState::Active,
            Some(Enum(state)) => {
                request.viewer.coordinator()?;
                state
            }
        };
        let name = filter.name.filter(|name| !name.trim().is_empty());
        let name = name
            .map(|name| markup::clean_line(&name, NAME_LIMIT))
            .transpose();
        let name = name.map_err(|_| {
            coded(
                Code::BadRequest,
                "Nobody here has a name like this. Look for a shorter part of it.",
            )
        })?;
        let filter = Filter {
            state,
            sector: filter.sector.map(|sector| sector.0),
            name,
        };
        let list = List::named("members");
        let wanted = page_request(request, list, first, after.as_deref())?;
        let page = db::member::list(request.db(), &filter, &wanted).await?;
        let page = page.map(|(cursor, member)| (cursor, Member(member)));
        Ok(connection(request, list, page, async move |db| {
            db::member::count(&db, &filter).await
        }))
    }

    /// One member.
    async fn member(&self, ctx: &Context<'_>, id: Id<MemberId>) -> Result<Option<Member>> {
        request(ctx)?.viewer.member()?;
        by_id(ctx, id.0).await
    }
}

/// Which members a list holds.
#[derive(InputObject, Default)]
pub struct MemberFilter {
    /// With this somewhere in the name.
    name: Option<String>,
    /// Of this sector.
    sector: Option<Id<SectorId>>,
    /// In this state: for co-ordinators only; everyone else sees active ones.
    state: Option<Enum<MemberState>>,
}

/// A person.
#[derive(Clone)]
pub struct Member(pub db::member::Member);

/// A person.
#[Object]
impl Member {
    /// Their id.
    pub async fn id(&self) -> Id<MemberId> {
        Id(self.0.id)
    }
    /// Their name.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// What they do at work.
    async fn role(&self) -> Option<&str> {
        Some(self.0.work_role.as_str()).filter(|role| !role.is_empty())
    }
    /// Their sector.
    async fn sector(&self, ctx: &Context<'_>) -> Result<Sector> {
        sector(ctx, self.0.sector).await
    }
    /// Whom they work for.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Option<Organisation>> {
        let Some(id) = self.0.organisation else {
            return Ok(None);
        };
        load(ctx, |all| &all.organisations, id).await
    }
    /// What they know about.
    #[graphql(complexity = "crate::cost::up_to(5, child_complexity)")]
    async fn expertise(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        Ok(load(ctx, |all| &all.expertise, self.0.id)
            .await?
            .unwrap_or_default())
    }
    /// Whether they look after the community now: the co-ordinator, or a deputy.
    async fn is_coordinator(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.0.looks_after(request(ctx)?.app().now()))
    }
    /// Others whose name cannot be told from theirs at a glance; null for anyone
    /// but the co-ordinator.
    #[graphql(complexity = "crate::cost::up_to(LOOKALIKES, child_complexity)")]
    async fn same_name_as(&self, ctx: &Context<'_>) -> Result<Option<Vec<Member>>> {
        match request(ctx)?.viewer.coordinator() {
            Ok(_) => lookalikes(ctx, self.0.id).await.map(Some),
            Err(_) => Ok(None),
        }
    }
    /// When they became a member.
    async fn joined_at(&self) -> Option<DateTime> {
        self.0.joined_at.map(DateTime)
    }
}

/// A member whom the viewer may see.
pub async fn by_id(ctx: &Context<'_>, id: MemberId) -> Result<Option<Member>> {
    load(ctx, |all| &all.members, id).await
}

loader! {
    /// Members by id, as far as the viewer may see them.
    MemberById(MemberId) -> Member, |request, keys| {
        let mut found = db::member::members_by_ids(request.db(), keys).await?;
        found.retain(|member| can_be_seen(&request.viewer, member.id, member.state));
        keyed(found, |member| (member.id, Member(member)))
    }
}

/// As many as say that there are others: nobody needs them all.
pub(crate) const LOOKALIKES: usize = 5;

/// Others whose name looks like this member's, for the co-ordinator.
pub async fn lookalikes(ctx: &Context<'_>, id: MemberId) -> Result<Vec<Member>> {
    Ok(load(ctx, |all| &all.lookalikes, id)
        .await?
        .unwrap_or_default())
}

loader! {
    /// Members whose names look alike. Asked only for the co-ordinator.
    LookalikesByMember(MemberId) -> Vec<Member>, |request, keys| {
        let found = db::member::lookalikes_by_members(request.db(), keys).await?;
        let found = found.into_iter().map(|(of, member)| (of, Member(member)));
        let mut others = grouped(keys, found);
        others.values_mut().for_each(|others| others.truncate(LOOKALIKES));
        others
    }
}

loader! {
    /// What members know about. Asked only of members whom the viewer sees.
    ExpertiseByMember(MemberId) -> Vec<Topic>, |request, keys| {
        let found = db::member::expertise_by_members(request.db(), keys).await?;
        grouped(keys, found.into_iter().map(|(member, topic)| (member, Topic(topic))))
    }
}

/// Writes about oneself.
#[derive(Default)]
pub struct MemberMutation;

#[Object]
impl MemberMutation {
    /// Saves one's own profile.
    async fn update_profile(
        &self,
        ctx: &Context<'_>,
        input: UpdateProfileInput,
    ) -> Result<Payload<UpdateProfile, UpdateProfileRefusal>> {
        let request = request(ctx)?;
        let member = request.viewer.member()?;
        let profile = app::member::UpdateProfile {
            name: input.name,
            role: input.role,
            organisation: input.organisation,
            sector: input.sector.0,
            expertise: all(input.expertise),
            expected_version: i64::from(input.expected_version),
        };
        let saved = app::member::update_profile(request.app(), &member, profile).await;
        Payload::beside(saved, async || {
            let viewer = now(request).await?;
            Ok(UpdateProfile { viewer })
        })
        .await
    }

    /// Says what mail one wants. What is left out stays as it is.
    async fn update_email_preferences(
        &self,
        ctx: &Context<'_>,
        input: UpdateEmailPreferencesInput,
    ) -> Result<Payload<UpdateEmailPreferences, UpdateEmailPreferencesRefusal>> {
        let request = request(ctx)?;
        let member = request.viewer.member()?;
        let wishes = app::member::UpdateEmailPreferences {
            digest: input.digest.map(|often| often.0),
            replies: input.replies,
            helped: input.helped,
        };
        let saved = app::member::update_email_preferences(request.app(), &member, wishes).await;
        Payload::of(saved.map_err(Failure::from), async |()| {
            let viewer = now(request).await?;
            Ok(UpdateEmailPreferences { viewer })
        })
        .await
    }
}

/// The viewer as they are now.
async fn now(request: &Request) -> Result<Option<Viewer>> {
    let viewer = Viewer::of(request, request.viewer).await?;
    written(viewer).map(Some)
}

/// A profile as it was typed.
#[derive(InputObject)]
pub struct UpdateProfileInput {
    /// Their name.
    name: String,
    /// What they do at work.
    role: String,
    /// The organisation or group that they work with.
    organisation: String,
    /// The sector nearest to their work.
    sector: Id<SectorId>,
    /// The topics that they know something about.
    expertise: Vec<Id<TopicId>>,
    /// The version that was changed, as `viewer` gave it.
    expected_version: i32,
}

#[derive(SimpleObject, Default)]
pub struct UpdateProfile {
    /// The viewer as they are now, also when it was changed elsewhere.
    viewer: Option<Viewer>,
}

/// What mail one wants.
#[derive(InputObject)]
pub struct UpdateEmailPreferencesInput {
    /// How often the digest comes.
    digest: Option<Enum<DigestFrequency>>,
    /// Whether an answer to one's question is mailed.
    replies: Option<bool>,
    /// Whether "your answer helped" is mailed.
    helped: Option<bool>,
}

#[derive(SimpleObject, Default)]
pub struct UpdateEmailPreferences {
    /// The viewer as they are now.
    viewer: Option<Viewer>,
}
