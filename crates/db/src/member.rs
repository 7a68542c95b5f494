//! Members: look-ups, lists, and the changes to their rows.

use domain::Timestamp;
use domain::id::{MemberId, OrganisationId, SectorId, TopicId};
use domain::mail::DigestFrequency;
use domain::member::{MemberState, Role};
use domain::name::{core_look, endings, indexed, look, sort_key};
use domain::post::FORMER_MEMBER;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType};
use sea_orm::{
    ColumnTrait as _, DerivePartialModel, EntityTrait as _, FromQueryResult, QueryFilter as _,
    QuerySelect as _, Select, Set,
};

use crate::entity::member::{ActiveModel, Column, Entity};
use crate::entity::{member_expertise, member_name};
use crate::name::is_called;
use crate::page::{Conditions, Order};
use crate::search::index_members;
use crate::store::{columns, delete, placeholders, rows, update, values};
use crate::topic::Topic;
use crate::{Cursor, Page, PageRequest, Reads, Result, Tx};

/// What other members may see of a member. Whether this viewer may is
/// [`domain::member::can_be_seen`]'s to say.
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Member {
    pub id: MemberId,
    pub state: MemberState,
    pub role: Role,
    /// Until when a deputy stands in.
    pub deputy_until: Option<Timestamp>,
    /// "Former member" once they left.
    pub name: String,
    /// What they do at work; may be empty.
    pub work_role: String,
    #[sea_orm(from_col = "sector_id")]
    pub sector: SectorId,
    #[sea_orm(from_col = "organisation_id")]
    pub organisation: Option<OrganisationId>,
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
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Account {
    /// The part that others see.
    #[sea_orm(nested)]
    pub member: Member,
    /// Their address; none once they left.
    pub email: Option<String>,
    /// The organisation as an applicant typed it.
    pub organisation_typed: Option<String>,
    /// Why they want to join.
    pub why: String,
    /// What the co-ordinator asked about it, the latest of it, and when.
    pub question: Option<String>,
    pub asked_at: Option<Timestamp>,
    /// What the applicant answered to that.
    pub answer: Option<String>,
    pub answered_at: Option<Timestamp>,
    pub applied_at: Timestamp,
    pub address_confirmed_at: Option<Timestamp>,
    /// When the co-ordinator decided about the application.
    pub decided_at: Option<Timestamp>,
    pub decision_reason: Option<String>,
    #[sea_orm(from_col = "digest_frequency")]
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
    pub id: MemberId,
    pub state: MemberState,
    pub role: Role,
    pub name: String,
    pub email: String,
    /// What two spellings of the address have in common.
    pub email_key: String,
    pub work_role: String,
    pub sector: SectorId,
    /// Whom they work for, if that is settled.
    pub organisation: Option<OrganisationId>,
    /// Whom they say they work for, if it is not.
    pub organisation_typed: Option<String>,
    /// Why they want to join.
    pub why: String,
    pub rules_accepted_at: Option<Timestamp>,
    pub address_confirmed_at: Option<Timestamp>,
}

/// Which members a list holds.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Only the co-ordinator may ask for another than active.
    pub state: MemberState,
    pub sector: Option<SectorId>,
    /// With this somewhere in the name.
    pub name: Option<String>,
}

/// These members, in any state and in no order.
pub async fn members_by_ids(reads: &impl Reads, ids: &[MemberId]) -> Result<Vec<Member>> {
    let these = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(these.into_partial_model().all(reads).await?)
}

async fn one(reads: &impl Reads, which: Select<Entity>) -> Result<Option<Account>> {
    Ok(which.into_partial_model().one(reads).await?)
}

/// One member with what is theirs alone.
pub async fn account(reads: &impl Reads, id: MemberId) -> Result<Option<Account>> {
    one(reads, Entity::find_by_id(id)).await
}

/// The same for a transaction that is about to change it: whoever else wants to
/// waits until it is over.
pub async fn account_for_update(tx: &Tx, id: MemberId) -> Result<Option<Account>> {
    one(tx, Entity::find_by_id(id).lock(LockType::NoKeyUpdate)).await
}

/// Whose address it is, by its [key](domain::member::EmailAddress::key).
pub async fn account_by_email(reads: &impl Reads, email_key: &str) -> Result<Option<Account>> {
    one(reads, Entity::find().filter(Column::EmailKey.eq(email_key))).await
}

/// What these members know about, topics in their order.
pub async fn expertise_by_members(
    reads: &impl Reads,
    ids: &[MemberId],
) -> Result<Vec<(MemberId, Topic)>> {
    #[derive(FromQueryResult)]
    struct Expertise {
        member_id: MemberId,
        #[sea_orm(nested)]
        topic: Topic,
    }
    let sql = format!(
        "SELECT e.member_id, t.* FROM member_expertise e JOIN topic t ON t.id = e.topic_id
         WHERE e.member_id IN ({}) ORDER BY t.position, t.id",
        placeholders(1, ids.len())
    );
    let found: Vec<Expertise> = rows(reads, sql, ids.iter().map(|id| (*id).into())).await?;
    Ok(found
        .into_iter()
        .map(|row| (row.member_id, row.topic))
        .collect())
}

impl Filter {
    fn conditions(&self) -> Conditions {
        let mut all = Conditions::new("member.state = $1");
        all.values.push(self.state.into());
        if let Some(sector) = self.sector {
            let sector = all.value(sector);
            all.and(&format!("member.sector_id = {sector}"));
        }
        if let Some(name) = &self.name {
            is_called(&mut all, name, "member.name", |all, word| {
                let from = indexed(word);
                // Whatever begins with it sorts before it with the last of all
                // characters behind it.
                let (to, from) = (all.value(format!("{from}\u{10FFFF}")), all.value(from));
                all.and(&format!("member.id IN (SELECT member_id FROM member_name WHERE ending >= {from} AND ending < {to})"));
            });
        }
        all
    }
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct Listed {
    #[sea_orm(nested)]
    member: Member,
    name_key: String,
}

/// A list of members by name.
pub async fn list(
    reads: &impl Reads,
    filter: &Filter,
    page: &PageRequest<String>,
) -> Result<Page<(Cursor<String>, Member)>> {
    let mut conditions = filter.conditions();
    let order = ["member.name_key", "member.id"];
    let stretch = conditions.stretch(order, Order::Ascending, page.after.as_ref(), page.limit());
    let sql = format!(
        "SELECT {} FROM member WHERE {stretch}",
        columns::<Listed>("member")
    );
    let found: Vec<Listed> = rows(reads, sql, conditions.values).await?;
    Ok(Page::from_rows(found, page).map(|row| {
        let place = Cursor {
            key: row.name_key,
            id: row.member.id.0,
        };
        (place, row.member)
    }))
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
        of_id: MemberId,
        #[sea_orm(nested)]
        member: Member,
    }
    let sql = format!(
        "SELECT o.id AS of_id, {} FROM member o
         JOIN member m ON (m.name_look = o.name_look OR m.name_core = o.name_core) AND m.id <> o.id
         WHERE o.id IN ({}) AND m.state IN ('active', 'suspended', 'applicant') ORDER BY m.name_key, m.id",
        columns::<Member>("m"),
        placeholders(1, ids.len())
    );
    let found: Vec<Alike> = rows(reads, sql, ids.iter().map(|id| (*id).into())).await?;
    Ok(found
        .into_iter()
        .map(|row| (row.of_id, row.member))
        .collect())
}

/// How many there are of them.
pub async fn count(reads: &impl Reads, filter: &Filter) -> Result<i64> {
    let Conditions { sql, values } = filter.conditions();
    crate::store::count(
        reads,
        format!("SELECT COUNT(*) FROM member WHERE {sql}"),
        values,
    )
    .await
}

/// Who waits for the co-ordinator's decision: applicants whose address is
/// confirmed.
pub(crate) const APPLICANTS: &str =
    "member.state = 'applicant' AND member.address_confirmed_at IS NOT NULL";

/// Whose address refuses mail.
pub(crate) const BOUNCES: &str = "member.mail_suspended_at IS NOT NULL AND member.state = 'active'";

/// Applicants, the longest waiting first.
pub async fn applicants(reads: &impl Reads, page: &PageRequest) -> Result<Page<(Cursor, Account)>> {
    let since = |account: &Account| account.applied_at;
    by_time(reads, APPLICANTS, "member.applied_at", since, page).await
}

/// Members whose address refuses mail, the longest first.
pub async fn bounces(reads: &impl Reads, page: &PageRequest) -> Result<Page<(Cursor, Account)>> {
    let since = |account: &Account| account.mail_suspended_at.unwrap_or(account.applied_at);
    by_time(reads, BOUNCES, "member.mail_suspended_at", since, page).await
}

async fn by_time(
    reads: &impl Reads,
    condition: &str,
    column: &str,
    time: impl Fn(&Account) -> Timestamp,
    page: &PageRequest,
) -> Result<Page<(Cursor, Account)>> {
    let mut conditions = Conditions::new(condition);
    let order = [column, "member.id"];
    let stretch = conditions.stretch(order, Order::Ascending, page.after.as_ref(), page.limit());
    let sql = format!(
        "SELECT {} FROM member WHERE {stretch}",
        columns::<Account>("member")
    );
    let found: Vec<Account> = rows(reads, sql, conditions.values).await?;
    let place = |account: &Account| Cursor::at(time(account), account.member.id.0);
    Ok(Page::from_rows(found, page).placed(place))
}

/// Active members with a role: what the index of roles holds.
const WITH_ROLE: &str = "SELECT id FROM member WHERE state = 'active' AND role <> 'member'";

/// The co-ordinators, and deputies before their date, who are active.
pub async fn coordinators(reads: &impl Reads, now: Timestamp) -> Result<Vec<MemberId>> {
    let sql = format!(
        "{WITH_ROLE} AND (role = 'coordinator' OR (role = 'deputy' AND deputy_until > $1)) ORDER BY id"
    );
    values(reads, sql, [now.into()]).await
}

/// The same without deputies, with no other transaction changing any of them until
/// this one is over: two co-ordinators who suspend each other must not both succeed.
pub async fn full_coordinators_for_update(tx: &Tx) -> Result<Vec<MemberId>> {
    let held = tx.engine().for_update();
    let sql = format!("{WITH_ROLE} AND role = 'coordinator' ORDER BY id{held}");
    values(tx, sql, []).await
}

/// A name, with all that is made of it.
fn named(name: String) -> ActiveModel {
    ActiveModel {
        name_key: Set(sort_key(&name)),
        name_look: Set(Some(look(&name))),
        name_core: Set(Some(core_look(&name))),
        name: Set(name),
        ..ActiveModel::default()
    }
}

/// Makes a member be found by this name, and by no other.
async fn index_name(tx: &Tx, id: MemberId, name: &str) -> Result<()> {
    delete(
        tx,
        member_name::Entity,
        member_name::Column::MemberId.eq(id),
    )
    .await?;
    let entries = endings(&sort_key(name))
        .into_iter()
        .map(|ending| member_name::ActiveModel {
            ending: Set(ending),
            member_id: Set(id),
        });
    let insert = member_name::Entity::insert_many(entries);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Makes the row.
///
/// # Errors
/// [`crate::Constraint::MemberEmail`] when the address is somebody's.
pub async fn insert(tx: &Tx, new: NewMember, now: Timestamp) -> Result<()> {
    let member = ActiveModel {
        id: Set(new.id),
        state: Set(new.state),
        role: Set(new.role),
        email: Set(Some(new.email)),
        email_key: Set(Some(new.email_key)),
        work_role: Set(new.work_role),
        sector_id: Set(new.sector),
        organisation_id: Set(new.organisation),
        organisation_typed: Set(new.organisation_typed),
        why: Set(new.why),
        applied_at: Set(now),
        address_confirmed_at: Set(new.address_confirmed_at),
        joined_at: Set((new.state == MemberState::Active).then_some(now)),
        rules_accepted_at: Set(new.rules_accepted_at),
        digest_frequency: Set(DigestFrequency::Weekly),
        mail_replies: Set(true),
        mail_helped: Set(true),
        version: Set(1),
        ..named(new.name.clone())
    };
    Entity::insert(member).exec_without_returning(tx).await?;
    index_name(tx, new.id, &new.name).await?;
    index_members(tx, &[new.id]).await
}

/// Puts a new application in place of one that was declined or still waits.
/// Changes nothing if the co-ordinator approved meanwhile.
pub async fn apply_again(tx: &Tx, id: MemberId, new: NewMember, now: Timestamp) -> Result<()> {
    let application = ActiveModel {
        state: Set(MemberState::Applicant),
        email: Set(Some(new.email)),
        work_role: Set(new.work_role),
        sector_id: Set(new.sector),
        organisation_id: Set(None),
        organisation_typed: Set(new.organisation_typed),
        why: Set(new.why),
        applied_at: Set(now),
        address_confirmed_at: Set(Some(now)),
        rules_accepted_at: Set(new.rules_accepted_at),
        decided_at: Set(None),
        decision_reason: Set(None),
        ..named(new.name.clone())
    };
    let again = Entity::update_many()
        .set(application)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in([MemberState::Applicant, MemberState::Declined]));
    if again.exec(tx).await?.rows_affected > 0 {
        index_name(tx, id, &new.name).await?;
    }
    Ok(())
}

async fn set(tx: &Tx, id: MemberId, columns: ActiveModel) -> Result<()> {
    update(tx, columns, Column::Id.eq(id)).await.map(drop)
}

/// Makes an applicant a member.
pub async fn approve(
    tx: &Tx,
    id: MemberId,
    organisation: Option<OrganisationId>,
    reason: &str,
    now: Timestamp,
) -> Result<()> {
    let approved = ActiveModel {
        state: Set(MemberState::Active),
        organisation_id: Set(organisation),
        organisation_typed: Set(None),
        joined_at: Set(Some(now)),
        decided_at: Set(Some(now)),
        decision_reason: Set(Some(reason.to_owned())),
        ..without_question()
    };
    set(tx, id, approved).await?;
    index_members(tx, &[id]).await
}

/// Declines an applicant.
pub async fn decline(tx: &Tx, id: MemberId, reason: &str, now: Timestamp) -> Result<()> {
    let declined = ActiveModel {
        state: Set(MemberState::Declined),
        decided_at: Set(Some(now)),
        decision_reason: Set(Some(reason.to_owned())),
        ..without_question()
    };
    set(tx, id, declined).await
}

/// Once it is decided, nobody needs what was asked and answered.
fn without_question() -> ActiveModel {
    ActiveModel {
        question: Set(None),
        asked_at: Set(None),
        answer: Set(None),
        answered_at: Set(None),
        ..ActiveModel::default()
    }
}

/// Changes an applicant's row, which counts the change.
async fn change(tx: &Tx, id: MemberId, columns: ActiveModel) -> Result<()> {
    let changed = Entity::update_many()
        .set(columns)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id));
    changed.exec(tx).await?;
    Ok(())
}

/// Asks an applicant something, in place of what was asked before.
pub async fn ask_applicant(tx: &Tx, id: MemberId, question: &str, now: Timestamp) -> Result<()> {
    let asked = ActiveModel {
        question: Set(Some(question.to_owned())),
        asked_at: Set(Some(now)),
        ..without_question()
    };
    change(tx, id, asked).await
}

/// Writes down what an applicant answered.
pub async fn answer_question(tx: &Tx, id: MemberId, answer: &str, now: Timestamp) -> Result<()> {
    let answered = ActiveModel {
        answer: Set(Some(answer.to_owned())),
        answered_at: Set(Some(now)),
        ..ActiveModel::default()
    };
    change(tx, id, answered).await
}

/// A request to join, as its applicant corrected it.
#[derive(Debug, Clone)]
pub struct Correction {
    pub name: String,
    /// Whom they work for, as typed.
    pub organisation: String,
    /// What they do there.
    pub work_role: String,
    pub sector: SectorId,
    /// Why they want to join.
    pub why: String,
}

/// Corrects an applicant's request, which keeps its place in the queue.
pub async fn correct(tx: &Tx, id: MemberId, new: Correction) -> Result<()> {
    let corrected = ActiveModel {
        organisation_typed: Set(Some(new.organisation)),
        work_role: Set(new.work_role),
        sector_id: Set(new.sector),
        why: Set(new.why),
        ..named(new.name.clone())
    };
    change(tx, id, corrected).await?;
    index_name(tx, id, &new.name).await
}

/// Takes everything that tells who somebody is out of an applicant's row, which
/// stays for the list of what co-ordinators did.
pub async fn withdraw(tx: &Tx, id: MemberId) -> Result<()> {
    let withdrawn = ActiveModel {
        state: Set(MemberState::Left),
        email: Set(None),
        email_key: Set(None),
        work_role: Set(String::new()),
        organisation_typed: Set(None),
        why: Set(String::new()),
        name: Set(FORMER_MEMBER.to_owned()),
        name_key: Set(sort_key(FORMER_MEMBER)),
        name_look: Set(None),
        name_core: Set(None),
        ..without_question()
    };
    change(tx, id, withdrawn).await?;
    let names = member_name::Column::MemberId.eq(id);
    delete(tx, member_name::Entity, names).await.map(drop)
}

/// Pauses a member's access, or gives it back.
pub async fn set_state(tx: &Tx, id: MemberId, state: MemberState) -> Result<()> {
    let state = ActiveModel {
        state: Set(state),
        ..ActiveModel::default()
    };
    set(tx, id, state).await?;
    index_members(tx, &[id]).await
}

/// Makes a member the co-ordinator.
pub async fn make_coordinator(tx: &Tx, id: MemberId, now: Timestamp) -> Result<()> {
    let coordinator = ActiveModel {
        state: Set(MemberState::Active),
        role: Set(Role::Coordinator),
        deputy_until: Set(None),
        ..ActiveModel::default()
    };
    let joined_at = Expr::col(Column::JoinedAt).if_null(now);
    let made = Entity::update_many()
        .set(coordinator)
        .col_expr(Column::JoinedAt, joined_at)
        .filter(Column::Id.eq(id));
    made.exec(tx).await?;
    index_members(tx, &[id]).await
}

/// What a member writes about themself.
#[derive(Debug, Clone)]
pub struct Profile {
    pub name: String,
    /// What they do at work.
    pub work_role: String,
    pub sector: SectorId,
    pub organisation: Option<OrganisationId>,
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
    let saved = ActiveModel {
        work_role: Set(profile.work_role.clone()),
        sector_id: Set(profile.sector),
        organisation_id: Set(profile.organisation),
        version: Set(expected_version + 1),
        ..named(profile.name.clone())
    };
    let as_seen = Column::Id.eq(id).and(Column::Version.eq(expected_version));
    if update(tx, saved, as_seen).await? == 0 {
        return Ok(false);
    }
    index_name(tx, id, &profile.name).await?;
    let before = member_expertise::Column::MemberId.eq(id);
    delete(tx, member_expertise::Entity, before).await?;
    let expertise = profile
        .expertise
        .iter()
        .map(|topic| member_expertise::ActiveModel {
            member_id: Set(id),
            topic_id: Set(*topic),
        });
    let insert = member_expertise::Entity::insert_many(expertise).on_conflict_do_nothing();
    insert.exec_without_returning(tx).await?;
    index_members(tx, &[id]).await?;
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
    let preferences = ActiveModel {
        digest_frequency: Set(digest),
        mail_replies: Set(replies),
        mail_helped: Set(helped),
        ..ActiveModel::default()
    };
    set(tx, id, preferences).await
}

fn mail_suspended(at: Option<Timestamp>) -> ActiveModel {
    ActiveModel {
        mail_suspended_at: Set(at),
        ..ActiveModel::default()
    }
}

/// Notes that a member's address refuses mail. The first time counts.
pub async fn suspend_mail(tx: &Tx, member: MemberId, now: Timestamp) -> Result<()> {
    let first = Column::Id.eq(member).and(Column::MailSuspendedAt.is_null());
    update(tx, mail_suspended(Some(now)), first).await.map(drop)
}

/// Lets mail go to a member's address again.
pub async fn resume_mail(tx: &Tx, member: MemberId) -> Result<()> {
    set(tx, member, mail_suspended(None)).await
}

/// Notes that mail reaches the member: they opened what was mailed.
pub async fn note_mail_arrived(tx: &Tx, member: MemberId, now: Timestamp) -> Result<()> {
    let confirmed_at = Expr::col(Column::AddressConfirmedAt).if_null(now);
    let arrived = Entity::update_many()
        .set(mail_suspended(None))
        .col_expr(Column::AddressConfirmedAt, confirmed_at)
        .filter(Column::Id.eq(member));
    arrived.exec(tx).await?;
    Ok(())
}
