//! The community: its name, rules, signposts, sectors.

use async_graphql::{Context, Object, Result, SimpleObject};
use domain::id::SectorId;
use domain::signpost;

use crate::connection::int;
use crate::context::request;
use crate::id::Id;
use crate::loaders::{keyed, load, loader};
use crate::scalar::{Date, Html};

/// What everyone may ask about the community.
#[derive(Default)]
pub struct CommunityQuery;

#[Object]
impl CommunityQuery {
    /// The community that this installation is.
    async fn community(&self, ctx: &Context<'_>) -> Result<Community> {
        let community = db::community::community(request(ctx)?.db()).await?;
        Ok(Community(community))
    }

    /// The sectors, in the order in which forms offer them.
    #[graphql(complexity = "crate::cost::up_to(20, child_complexity)")]
    async fn sectors(&self, ctx: &Context<'_>) -> Result<Vec<Sector>> {
        let sectors = db::community::sectors(request(ctx)?.db()).await?;
        Ok(sectors.into_iter().map(Sector).collect())
    }
}

/// The community: the whole installation.
pub struct Community(db::community::Community);

/// The community: the whole installation.
#[Object]
impl Community {
    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Where it is.
    async fn place(&self) -> &str {
        &self.0.place
    }
    /// By which clock its week runs, such as Europe/London.
    async fn time_zone(&self) -> &str {
        &self.0.time_zone
    }
    /// What members agree to.
    #[graphql(complexity = "crate::cost::TEXT")]
    async fn house_rules(&self) -> Html {
        Html(domain::community::HOUSE_RULES.to_owned())
    }
    /// Where to turn in a crisis.
    #[graphql(complexity = "crate::cost::up_to(20, child_complexity)")]
    async fn signposts(&self) -> Vec<Signpost> {
        signpost::shown()
            .map(|(signpost, contact)| shown_signpost(signpost, contact))
            .collect()
    }
    /// How many members there are.
    async fn member_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = db::community::member_count(request(ctx)?.db()).await?;
        Ok(int(count))
    }
    /// The address at which the co-ordinator reads mail; null when the operator named none.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(request(ctx)?.app().settings().contact.clone())
    }
    /// Whether this is the demo, where everybody is invented: it has a door and a mailbox of its own.
    async fn is_demo(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(request(ctx)?.app().settings().is_demo)
    }
}

/// Where to turn in a crisis.
#[derive(Clone, SimpleObject)]
pub struct Signpost {
    /// What it is called.
    name: String,
    /// How to reach it.
    contact: String,
    /// When it answers.
    hours: String,
    /// Whom it is for.
    for_whom: String,
    /// Its own page.
    url: Option<String>,
    /// When somebody last made sure that all this is right; null until then.
    checked_on: Option<Date>,
}

fn shown_signpost(signpost: &signpost::Signpost, contact: signpost::Contact) -> Signpost {
    Signpost {
        name: signpost.name.to_owned(),
        contact: contact.to_string(),
        hours: signpost.hours.to_owned(),
        for_whom: signpost.for_whom.to_owned(),
        url: signpost.url.map(str::to_owned),
        checked_on: signpost.checked_on.map(|date| Date(date.to_owned())),
    }
}

/// A part of the professional world: education, third sector …
#[derive(Clone)]
pub struct Sector(pub db::community::Sector);

/// A part of the professional world: education, third sector …
#[Object]
impl Sector {
    /// Its id.
    pub async fn id(&self) -> Id<SectorId> {
        Id(self.0.id)
    }
    /// Its name in addresses.
    async fn slug(&self) -> &str {
        &self.0.slug
    }
    /// Its name on screens.
    async fn name(&self) -> &str {
        &self.0.name
    }
}

/// The sector of a row, which its foreign key says is there.
pub async fn sector(ctx: &Context<'_>, id: SectorId) -> Result<Sector> {
    let found = load(ctx, |all| &all.sectors, id).await?;
    Ok(found.ok_or_else(|| anyhow::anyhow!("a row names a sector that is not there"))?)
}

loader! {
    /// Sectors by id.
    SectorById(SectorId) -> Sector, |request, keys| {
        let found = db::community::sectors_by_ids(request.db(), keys).await?;
        keyed(found, |sector| (sector.id, Sector(sector)))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use domain::signpost::SIGNPOSTS;

    #[test]
    fn every_date_of_the_list_is_one() {
        for date in SIGNPOSTS.iter().filter_map(|entry| entry.checked_on) {
            assert!(date.parse::<NaiveDate>().is_ok(), "{date}");
        }
    }
}
