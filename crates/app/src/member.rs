//! What a member changes about themself: the profile, and what mail comes.

use domain::Member;
use domain::id::{SectorId, TopicId};
use domain::mail::{ChosenBy, DigestFrequency, MailKind};
use domain::member::ROLE_LIMIT;

use crate::application::SECTOR_WANTED;
use crate::failure::refusals;
use crate::mailing::choice_word;
use crate::{App, Failure, Problems};

/// Topics that a member may name as their own.
const EXPERTISE_LIMIT: usize = 50;

/// A profile as it was typed.
#[derive(Debug, Clone)]
pub struct UpdateProfile {
    /// Their name.
    pub name: String,
    /// What they do at work.
    pub role: String,
    /// Whom they work or volunteer for.
    pub organisation: String,
    /// Their sector.
    pub sector: SectorId,
    /// What they know about.
    pub expertise: Vec<TopicId>,
    /// The version that they saw.
    pub expected_version: i64,
}

refusals! {
    /// What became of it.
    UpdateProfile => UpdateProfileRefusal {
        /// It is saved.
        Saved;
        /// Some answers need another look.
        Invalid,
        /// It was changed elsewhere meanwhile; nothing was saved.
        ChangedElsewhere,
    }
}

/// Saves the member's profile.
pub async fn update_profile(
    app: &App,
    member: &Member,
    input: UpdateProfile,
) -> Result<(), Failure<UpdateProfileRefusal>> {
    let mut problems = Problems::new();
    let name = problems.name("name", &input.name);
    let work_role = problems.line("role", "your role", &input.role, ROLE_LIMIT);
    let organisation = problems.organisation(
        "organisation",
        "the organisation or group that you work with",
        &input.organisation,
    );
    let mut expertise = input.expertise;
    expertise.sort_unstable();
    expertise.dedup();
    // More than there can be topics: refused before the one writer is held up.
    if expertise.len() > EXPERTISE_LIMIT {
        problems.add("expertise", "Choose from the topics in the list");
    }
    problems.or_refuse(UpdateProfileRefusal::Invalid)?;

    let now = app.now();
    let tx = app.store().begin().await?;
    let mut problems = Problems::new();
    if db::community::sectors_by_ids(&tx, &[input.sector])
        .await?
        .is_empty()
    {
        problems.add("sector", SECTOR_WANTED);
    }
    if db::topic::topics_by_ids(&tx, &expertise).await?.len() != expertise.len() {
        problems.add("expertise", "Choose from the topics in the list");
    }
    problems.or_refuse(UpdateProfileRefusal::Invalid)?;
    let organisation =
        db::organisation::find_or_make(&tx, input.sector, &organisation, now).await?;
    let profile = db::member::Profile {
        name,
        work_role,
        sector: input.sector,
        organisation: Some(organisation),
        expertise,
    };
    if !db::member::save_profile(&tx, member.id(), &profile, input.expected_version).await? {
        return Err(UpdateProfileRefusal::ChangedElsewhere.into());
    }
    tx.commit().await?;
    Ok(())
}

/// What mail a member wants; what is not said stays as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct UpdateEmailPreferences {
    /// How often the digest comes.
    pub digest: Option<DigestFrequency>,
    /// Whether a reply to their question is mailed.
    pub replies: Option<bool>,
    /// Whether "your answer helped" is mailed.
    pub helped: Option<bool>,
}

refusals! {
    /// What became of it.
    UpdateEmailPreferences => UpdateEmailPreferencesRefusal {
        /// It is saved.
        Saved;
    }
}

/// Saves what mail the member wants, and records each choice that changed.
pub async fn update_email_preferences(
    app: &App,
    member: &Member,
    input: UpdateEmailPreferences,
) -> anyhow::Result<()> {
    let now = app.now();
    let tx = app.store().begin().await?;
    let Some(account) = db::member::account_for_update(&tx, member.id()).await? else {
        anyhow::bail!("a member who is signed in is not there");
    };
    let digest = input.digest.unwrap_or(account.digest);
    let replies = input.replies.unwrap_or(account.mail_replies);
    let helped = input.helped.unwrap_or(account.mail_helped);
    db::member::save_preferences(&tx, member.id(), digest, replies, helped).await?;
    let changes = [
        (
            MailKind::Digest,
            digest != account.digest,
            digest == DigestFrequency::Weekly,
        ),
        (MailKind::Reply, replies != account.mail_replies, replies),
        (MailKind::Helped, helped != account.mail_helped, helped),
    ];
    for (kind, is_changed, wanted) in changes {
        if is_changed {
            let word = choice_word(kind, wanted);
            let by = ChosenBy::Settings;
            db::mail::record_choice(&tx, member.id(), kind, word, by, now).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
