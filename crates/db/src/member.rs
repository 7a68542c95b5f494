//! Members: look-ups, lists, and the changes to their rows.

use domain::Timestamp;
use domain::id::{MemberId, OrganisationId, SectorId, TopicId};
use domain::mail::DigestFrequency;
use domain::member::{MemberState, Role};
use domain::name::{core_look, look, sort_key};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::name::is_called;
use crate::store::{execute, placeholders, row, rows};
use crate::topic::Topic;
use crate::{Cursor, Page, PageRequest, Reads, Result, Tx};

/// What other members may see of a member. Whether this viewer may is
/// [`domain::member::can_be_seen`]'s to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// Their state.
    pub state: MemberState,
    /// What they may do beyond being a member.
    pub role: Role,
    /// Until when a deputy stands in.
    pub deputy_until: Option<Timestamp>,
    /// Their name; "Former member" once they left.
    pub name: String,
    /// What they do at work; may be empty.
    pub work_role: String,
    /// Their sector.
    pub sector: SectorId,
    /// Whom they work for.
    pub organisation: Option<OrganisationId>,
    /// When they became a member.
    pub joined_at: Option<Timestamp>,
}

impl Member {
    /// Whether they look after the community at a time.
    #[must_use]
    pub fn looks_after(&self, now: Timestamp) -> bool {
        domain::member::looks_after(self.state, self.role, self.deputy_until, now)
    }
}

/// What only the member themself, and the co-ordinator, may see besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The part that others see.
    pub member: Member,
    /// Their address; none once they left.
    pub email: Option<String>,
    /// The organisation as an applicant typed it.
    pub organisation_typed: Option<String>,
    /// Why they want to join.
    pub why: String,
    /// When they asked to.
    pub applied_at: Timestamp,
    /// When their address was confirmed.
    pub address_confirmed_at: Option<Timestamp>,
    /// When the co-ordinator decided about the application.
    pub decided_at: Option<Timestamp>,
    /// The reason they gave.
    pub decision_reason: Option<String>,
    /// How often the digest comes.
    pub digest: DigestFrequency,
    /// Whether a reply to their question is mailed.
    pub mail_replies: bool,
    /// Whether "your answer helped" is mailed.
    pub mail_helped: bool,
    /// Since when their address refuses mail.
    pub mail_suspended_at: Option<Timestamp>,
    /// When they last looked at home.
    pub visited_at: Option<Timestamp>,
    /// Counts the changes of the profile.
    pub version: i64,
}

/// A member to be.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Their id.
    pub id: MemberId,
    /// Where they stand.
    pub state: MemberState,
    /// What they may do.
    pub role: Role,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What two spellings of it have in common.
    pub email_key: String,
    /// What they do at work.
    pub work_role: String,
    /// Their sector.
    pub sector: SectorId,
    /// Whom they work for, if that is settled.
    pub organisation: Option<OrganisationId>,
    /// Whom they say they work for, if it is not.
    pub organisation_typed: Option<String>,
    /// Why they want to join.
    pub why: String,
    /// When they agreed to the house rules.
    pub rules_accepted_at: Option<Timestamp>,
    /// When they showed that the address is theirs.
    pub address_confirmed_at: Option<Timestamp>,
}

/// Which members a list holds.
#[derive(Debug, Clone)]
pub struct Filter {
    /// In this state. Only the co-ordinator may ask for another than active.
    pub state: MemberState,
    /// Of this sector.
    pub sector: Option<SectorId>,
    /// With this somewhere in the name.
    pub name: Option<String>,
}

/// The columns of [`MemberRow`].
const MEMBER: &str = "m.id, m.state, m.role, m.deputy_until, m.name, m.work_role, m.sector_id, m.organisation_id, m.joined_at";
/// The further columns of [`AccountRow`].
const ACCOUNT: &str = "m.email, m.organisation_typed, m.why, m.applied_at, m.address_confirmed_at, m.decided_at, m.decision_reason,
     m.digest_frequency, m.mail_replies, m.mail_helped, m.mail_suspended_at, m.visited_at, m.version";

#[derive(FromQueryResult)]
struct MemberRow {
    id: Uuid,
    state: String,
    role: String,
    deputy_until: Option<i64>,
    name: String,
    work_role: String,
    sector_id: Uuid,
    organisation_id: Option<Uuid>,
    joined_at: Option<i64>,
}

impl MemberRow {
    fn read(self) -> Result<Member> {
        Ok(Member {
            id: MemberId(self.id),
            state: self.state.parse()?,
            role: self.role.parse()?,
            deputy_until: self.deputy_until.map(Timestamp),
            name: self.name,
            work_role: self.work_role,
            sector: SectorId(self.sector_id),
            organisation: self.organisation_id.map(OrganisationId),
            joined_at: self.joined_at.map(Timestamp),
        })
    }
}

#[derive(FromQueryResult)]
struct AccountRow {
    #[sea_orm(nested)]
    member: MemberRow,
    email: Option<String>,
    organisation_typed: Option<String>,
    why: String,
    applied_at: i64,
    address_confirmed_at: Option<i64>,
    decided_at: Option<i64>,
    decision_reason: Option<String>,
    digest_frequency: String,
    mail_replies: bool,
    mail_helped: bool,
    mail_suspended_at: Option<i64>,
    visited_at: Option<i64>,
    version: i64,
}

impl AccountRow {
    fn read(self) -> Result<Account> {
        Ok(Account {
            member: self.member.read()?,
            email: self.email,
            organisation_typed: self.organisation_typed,
            why: self.why,
            applied_at: Timestamp(self.applied_at),
            address_confirmed_at: self.address_confirmed_at.map(Timestamp),
            decided_at: self.decided_at.map(Timestamp),
            decision_reason: self.decision_reason,
            digest: self.digest_frequency.parse()?,
            mail_replies: self.mail_replies,
            mail_helped: self.mail_helped,
            mail_suspended_at: self.mail_suspended_at.map(Timestamp),
            visited_at: self.visited_at.map(Timestamp),
            version: self.version,
        })
    }
}

#[derive(FromQueryResult)]
struct Number {
    number: i64,
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// These members, in any state and in no order.
pub async fn members_by_ids(reads: &impl Reads, ids: &[MemberId]) -> Result<Vec<Member>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {MEMBER} FROM member m WHERE m.id IN ({})",
        placeholders(1, ids.len())
    );
    let found: Vec<MemberRow> = rows(reads, sql, ids.iter().map(|id| Value::from(id.0))).await?;
    found.into_iter().map(MemberRow::read).collect()
}

/// One member with what is theirs alone.
pub async fn account(reads: &impl Reads, id: MemberId) -> Result<Option<Account>> {
    let found: Option<AccountRow> = row(
        reads,
        format!("SELECT {MEMBER}, {ACCOUNT} FROM member m WHERE m.id = $1"),
        [id.0.into()],
    )
    .await?;
    found.map(AccountRow::read).transpose()
}

/// The same for a transaction that is about to change it: whoever else wants to
/// waits until it is over.
pub async fn account_for_update(tx: &Tx, id: MemberId) -> Result<Option<Account>> {
    let sql = format!(
        "SELECT {MEMBER}, {ACCOUNT} FROM member m WHERE m.id = $1{}",
        tx.engine().for_update()
    );
    let found: Option<AccountRow> = row(tx, sql, [id.0.into()]).await?;
    found.map(AccountRow::read).transpose()
}

/// Whose address it is, by its [key](domain::member::EmailAddress::key).
pub async fn account_by_email(reads: &impl Reads, email_key: &str) -> Result<Option<Account>> {
    let found: Option<AccountRow> = row(
        reads,
        format!("SELECT {MEMBER}, {ACCOUNT} FROM member m WHERE m.email_key = $1"),
        [email_key.into()],
    )
    .await?;
    found.map(AccountRow::read).transpose()
}

/// What these members know about, topics in their order.
pub async fn expertise_by_members(
    reads: &impl Reads,
    ids: &[MemberId],
) -> Result<Vec<(MemberId, Topic)>> {
    #[derive(FromQueryResult)]
    struct Expertise {
        member_id: Uuid,
        id: Uuid,
        slug: String,
        name: String,
        description: String,
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT e.member_id, t.id, t.slug, t.name, t.description FROM member_expertise e JOIN topic t ON t.id = e.topic_id
         WHERE e.member_id IN ({}) ORDER BY t.position, t.id",
        placeholders(1, ids.len())
    );
    let found: Vec<Expertise> = rows(reads, sql, ids.iter().map(|id| Value::from(id.0))).await?;
    Ok(found
        .into_iter()
        .map(|row| {
            (
                MemberId(row.member_id),
                Topic {
                    id: TopicId(row.id),
                    slug: row.slug,
                    name: row.name,
                    description: row.description,
                },
            )
        })
        .collect())
}

impl Filter {
    /// The condition, and its values from `$1` on.
    fn condition(&self) -> (String, Vec<Value>) {
        let mut sql = "m.state = $1".to_owned();
        let mut values: Vec<Value> = vec![self.state.as_str().into()];
        if let Some(sector) = self.sector {
            values.push(sector.0.into());
            sql.push_str(&format!(" AND m.sector_id = ${}", values.len()));
        }
        if let Some(name) = &self.name {
            sql.push_str(" AND ");
            sql.push_str(&is_called(name, "m", "name_key", &mut values));
        }
        (sql, values)
    }
}

#[derive(FromQueryResult)]
struct Listed {
    #[sea_orm(nested)]
    member: MemberRow,
    name_key: String,
}

/// A list of members by name.
pub async fn list(
    reads: &impl Reads,
    filter: &Filter,
    page: &PageRequest<String>,
) -> Result<Page<(Cursor<String>, Member)>> {
    let (mut condition, mut values) = filter.condition();
    if let Some(after) = &page.after {
        values.extend([after.key.clone().into(), after.id.into()]);
        condition.push_str(&format!(
            " AND (m.name_key, m.id) > (${}, ${})",
            values.len() - 1,
            values.len()
        ));
    }
    let sql = format!(
        "SELECT {MEMBER}, m.name_key FROM member m WHERE {condition} ORDER BY m.name_key, m.id LIMIT {}",
        page.limit()
    );
    let found: Vec<Listed> = rows(reads, sql, values).await?;
    let read = |row: Listed| {
        Ok((
            Cursor {
                key: row.name_key,
                id: row.member.id,
            },
            row.member.read()?,
        ))
    };
    Ok(Page::from_rows(
        found.into_iter().map(read).collect::<Result<_>>()?,
        page,
    ))
}

/// Of these members, whose name looks like that of another who is here or asks
/// to be, with or without a number behind it, and who that is; the others in the
/// order of their names.
pub async fn lookalikes_by_members(
    reads: &impl Reads,
    ids: &[MemberId],
) -> Result<Vec<(MemberId, Member)>> {
    #[derive(FromQueryResult)]
    struct Alike {
        of_id: Uuid,
        #[sea_orm(nested)]
        member: MemberRow,
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT o.id AS of_id, {MEMBER} FROM member o
         JOIN member m ON (m.name_look = o.name_look OR m.name_core = o.name_core) AND m.id <> o.id
         WHERE o.id IN ({}) AND m.state IN ('active', 'suspended', 'applicant') ORDER BY m.name_key, m.id",
        placeholders(1, ids.len())
    );
    let found: Vec<Alike> = rows(reads, sql, ids.iter().map(|id| Value::from(id.0))).await?;
    found
        .into_iter()
        .map(|row| Ok((MemberId(row.of_id), row.member.read()?)))
        .collect()
}

/// How many there are of them.
pub async fn count(reads: &impl Reads, filter: &Filter) -> Result<i64> {
    let (condition, values) = filter.condition();
    number(
        reads,
        format!("SELECT COUNT(*) AS number FROM member m WHERE {condition}"),
        values,
    )
    .await
}

/// Who waits for the co-ordinator's decision: applicants whose address is
/// confirmed.
pub(crate) const APPLICANTS: &str = "m.state = 'applicant' AND m.address_confirmed_at IS NOT NULL";

/// Applicants, the longest waiting first.
pub async fn applicants(reads: &impl Reads, page: &PageRequest) -> Result<Page<(Cursor, Account)>> {
    by_time(
        reads,
        APPLICANTS,
        "m.applied_at",
        |account| account.applied_at,
        page,
    )
    .await
}

/// How many wait.
pub async fn applicant_count(reads: &impl Reads) -> Result<i64> {
    number(
        reads,
        format!("SELECT COUNT(*) AS number FROM member m WHERE {APPLICANTS}"),
        [],
    )
    .await
}

/// Whose address refuses mail.
pub(crate) const BOUNCES: &str = "m.mail_suspended_at IS NOT NULL AND m.state = 'active'";

/// Members whose address refuses mail, the longest first.
pub async fn bounces(reads: &impl Reads, page: &PageRequest) -> Result<Page<(Cursor, Account)>> {
    by_time(
        reads,
        BOUNCES,
        "m.mail_suspended_at",
        |account| account.mail_suspended_at.unwrap_or(account.applied_at),
        page,
    )
    .await
}

/// How many there are.
pub async fn bounce_count(reads: &impl Reads) -> Result<i64> {
    number(
        reads,
        format!("SELECT COUNT(*) AS number FROM member m WHERE {BOUNCES}"),
        [],
    )
    .await
}

async fn by_time(
    reads: &impl Reads,
    condition: &str,
    column: &str,
    time: impl Fn(&Account) -> Timestamp,
    page: &PageRequest,
) -> Result<Page<(Cursor, Account)>> {
    let mut values: Vec<Value> = Vec::new();
    let place = page.after.map_or_else(String::new, |after| {
        values.extend([after.key.into(), after.id.into()]);
        format!(" AND ({column}, m.id) > ($1, $2)")
    });
    let sql = format!(
        "SELECT {MEMBER}, {ACCOUNT} FROM member m WHERE {condition}{place} ORDER BY {column}, m.id LIMIT {}",
        page.limit()
    );
    let found: Vec<AccountRow> = rows(reads, sql, values).await?;
    let accounts = found
        .into_iter()
        .map(AccountRow::read)
        .collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(accounts, page)
        .map(|account| (Cursor::at(time(&account), account.member.id.0), account)))
}

async fn number(
    reads: &impl Reads,
    sql: String,
    values: impl IntoIterator<Item = Value>,
) -> Result<i64> {
    let counted: Option<Number> = row(reads, sql, values).await?;
    Ok(counted.map_or(0, |counted| counted.number))
}

/// The co-ordinators, and deputies before their date, who are active.
pub async fn coordinators(reads: &impl Reads, now: Timestamp) -> Result<Vec<MemberId>> {
    let found: Vec<Id> = rows(
        reads,
        "SELECT id FROM member WHERE state = 'active' AND role <> 'member' AND (role = 'coordinator' OR (role = 'deputy' AND deputy_until > $1)) ORDER BY id",
        [now.0.into()],
    )
    .await?;
    Ok(found.into_iter().map(|row| MemberId(row.id)).collect())
}

/// The same, with no other transaction changing any of them until this one is
/// over: two co-ordinators who suspend each other must not both succeed.
pub async fn full_coordinators_for_update(tx: &Tx) -> Result<Vec<MemberId>> {
    let sql = format!(
        "SELECT id FROM member WHERE state = 'active' AND role <> 'member' AND role = 'coordinator' ORDER BY id{}",
        tx.engine().for_update()
    );
    let found: Vec<Id> = rows(tx, sql, []).await?;
    Ok(found.into_iter().map(|row| MemberId(row.id)).collect())
}

/// Makes the row.
///
/// # Errors
/// [`crate::Constraint::MemberEmail`] when the address is somebody's.
pub async fn insert(tx: &Tx, new: NewMember, now: Timestamp) -> Result<()> {
    let is_active = new.state == MemberState::Active;
    execute(
        tx,
        "INSERT INTO member (id, state, role, name, name_key, name_look, email, email_key, work_role, sector_id, organisation_id,
                             organisation_typed, why, applied_at, address_confirmed_at, joined_at, rules_accepted_at, digest_frequency,
                             mail_replies, mail_helped, version, name_core)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'weekly', TRUE, TRUE, 1, $18)",
        [
            new.id.0.into(),
            new.state.as_str().into(),
            new.role.as_str().into(),
            new.name.clone().into(),
            sort_key(&new.name).into(),
            look(&new.name).into(),
            new.email.into(),
            new.email_key.into(),
            new.work_role.into(),
            new.sector.0.into(),
            new.organisation.map(|id| id.0).into(),
            new.organisation_typed.into(),
            new.why.into(),
            now.0.into(),
            new.address_confirmed_at.map(|at| at.0).into(),
            is_active.then_some(now.0).into(),
            new.rules_accepted_at.map(|at| at.0).into(),
            core_look(&new.name).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Puts a new application in place of one that was declined or still waits.
/// Changes nothing if the co-ordinator approved meanwhile.
pub async fn apply_again(tx: &Tx, id: MemberId, new: NewMember, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE member SET state = 'applicant', name = $2, name_key = $3, name_look = $11, email = $4, work_role = $5, sector_id = $6,
                           organisation_id = NULL, organisation_typed = $7, why = $8, applied_at = $9, address_confirmed_at = $9,
                           rules_accepted_at = $10, name_core = $12, decided_at = NULL, decision_reason = NULL, version = version + 1
         WHERE id = $1 AND state IN ('applicant', 'declined')",
        [
            id.0.into(),
            new.name.clone().into(),
            sort_key(&new.name).into(),
            new.email.into(),
            new.work_role.into(),
            new.sector.0.into(),
            new.organisation_typed.into(),
            new.why.into(),
            now.0.into(),
            new.rules_accepted_at.map(|at| at.0).into(),
            look(&new.name).into(),
            core_look(&new.name).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Makes an applicant a member.
pub async fn approve(
    tx: &Tx,
    id: MemberId,
    organisation: Option<OrganisationId>,
    reason: &str,
    now: Timestamp,
) -> Result<()> {
    execute(
        tx,
        "UPDATE member SET state = 'active', organisation_id = $2, organisation_typed = NULL, joined_at = $3, decided_at = $3,
                           decision_reason = $4 WHERE id = $1",
        [id.0.into(), organisation.map(|id| id.0).into(), now.0.into(), reason.into()],
    )
    .await?;
    Ok(())
}

/// Declines an applicant.
pub async fn decline(tx: &Tx, id: MemberId, reason: &str, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE member SET state = 'declined', decided_at = $2, decision_reason = $3 WHERE id = $1",
        [id.0.into(), now.0.into(), reason.into()],
    )
    .await?;
    Ok(())
}

/// Pauses a member's access, or gives it back.
pub async fn set_state(tx: &Tx, id: MemberId, state: MemberState) -> Result<()> {
    execute(
        tx,
        "UPDATE member SET state = $2 WHERE id = $1",
        [id.0.into(), state.as_str().into()],
    )
    .await?;
    Ok(())
}

/// Makes a member the co-ordinator.
pub async fn make_coordinator(tx: &Tx, id: MemberId, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE member SET state = 'active', role = 'coordinator', deputy_until = NULL, joined_at = COALESCE(joined_at, $2) WHERE id = $1",
        [id.0.into(), now.0.into()],
    )
    .await?;
    Ok(())
}

/// What a member writes about themself.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Their name.
    pub name: String,
    /// What they do at work.
    pub work_role: String,
    /// Their sector.
    pub sector: SectorId,
    /// Whom they work for.
    pub organisation: Option<OrganisationId>,
    /// What they know about.
    pub expertise: Vec<TopicId>,
}

/// Saves a profile over the version that the member saw; false, and nothing
/// changed, if it was changed since.
pub async fn save_profile(
    tx: &Tx,
    id: MemberId,
    profile: &Profile,
    expected_version: i64,
) -> Result<bool> {
    let saved = execute(
        tx,
        "UPDATE member SET name = $3, name_key = $4, name_look = $8, name_core = $9, work_role = $5, sector_id = $6, organisation_id = $7,
                           version = version + 1
         WHERE id = $1 AND version = $2",
        [
            id.0.into(),
            expected_version.into(),
            profile.name.clone().into(),
            sort_key(&profile.name).into(),
            profile.work_role.clone().into(),
            profile.sector.0.into(),
            profile.organisation.map(|id| id.0).into(),
            look(&profile.name).into(),
            core_look(&profile.name).into(),
        ],
    )
    .await?;
    if saved == 0 {
        return Ok(false);
    }
    execute(
        tx,
        "DELETE FROM member_expertise WHERE member_id = $1",
        [id.0.into()],
    )
    .await?;
    for topic in &profile.expertise {
        execute(
            tx,
            "INSERT INTO member_expertise (member_id, topic_id) VALUES ($1, $2) ON CONFLICT (member_id, topic_id) DO NOTHING",
            [id.0.into(), topic.0.into()],
        )
        .await?;
    }
    Ok(true)
}

/// Saves what mail a member wants.
pub async fn save_preferences(
    tx: &Tx,
    id: MemberId,
    digest: DigestFrequency,
    replies: bool,
    helped: bool,
) -> Result<()> {
    execute(
        tx,
        "UPDATE member SET digest_frequency = $2, mail_replies = $3, mail_helped = $4 WHERE id = $1",
        [id.0.into(), digest.as_str().into(), replies.into(), helped.into()],
    )
    .await?;
    Ok(())
}

/// Notes that a member's address refuses mail. The first time counts.
pub async fn suspend_mail(tx: &Tx, member: MemberId, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE member SET mail_suspended_at = $1 WHERE id = $2 AND mail_suspended_at IS NULL",
        [now.0.into(), member.0.into()],
    )
    .await?;
    Ok(())
}

/// Lets mail go to a member's address again.
pub async fn resume_mail(tx: &Tx, member: MemberId) -> Result<()> {
    execute(
        tx,
        "UPDATE member SET mail_suspended_at = NULL WHERE id = $1",
        [member.0.into()],
    )
    .await?;
    Ok(())
}

/// Notes that mail reaches the member: they opened what was mailed.
pub async fn note_mail_arrived(tx: &Tx, member: MemberId, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE member SET mail_suspended_at = NULL, address_confirmed_at = COALESCE(address_confirmed_at, $2) WHERE id = $1",
        [member.0.into(), now.0.into()],
    )
    .await?;
    Ok(())
}
