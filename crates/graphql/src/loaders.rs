//! The loaders of one request. Each asks once for all the rows that one level
//! of the answer needs, and holds the request, so that what it gives is what
//! this viewer may see.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Result};
use domain::audit::Subject;
use domain::id::{IssueId, MemberId, OrganisationId, PostId, SectorId, ThreadId, TopicId};
use uuid::Uuid;

use crate::community::SectorById;
use crate::context::{Request, RequestLoader, request_loader};
use crate::coordination::AuditLabel;
use crate::digest::CountsByIssue;
use crate::execute::PendingLoads;
use crate::member::{ExpertiseByMember, LookalikesByMember, MemberById};
use crate::organisation::{NamesakesByOrganisation, OrganisationById};
use crate::post::{PostById, RevisionsByPost};
use crate::report::DeskPostById;
use crate::thread::{ThreadById, ThreadForDesk, TopicsByThread, ViewerStateByThread};
use crate::topic::{TopicById, ViewerFollowsTopic};

/// All of them: [`mod@crate::execute`] puts one beside the [`Request`].
pub struct Loaders {
    /// Sectors.
    pub sectors: RequestLoader<SectorById>,
    /// Organisations.
    pub organisations: RequestLoader<OrganisationById>,
    /// Where else there is an organisation of that name.
    pub namesakes: RequestLoader<NamesakesByOrganisation>,
    /// Topics.
    pub topics: RequestLoader<TopicById>,
    /// How the copies of an issue of the digest stand.
    pub digest_counts: RequestLoader<CountsByIssue>,
    /// Whether the viewer follows a topic.
    pub topic_follows: RequestLoader<ViewerFollowsTopic>,
    /// Members, as far as the viewer may see them.
    pub members: RequestLoader<MemberById>,
    /// What members know about.
    pub expertise: RequestLoader<ExpertiseByMember>,
    /// Whose names look alike.
    pub lookalikes: RequestLoader<LookalikesByMember>,
    /// Threads, as far as the viewer may reach them.
    pub threads: RequestLoader<ThreadById>,
    /// Threads for the co-ordinator's desk.
    pub desk_threads: RequestLoader<ThreadForDesk>,
    /// The topics of threads.
    pub thread_topics: RequestLoader<TopicsByThread>,
    /// How the viewer stands to threads.
    pub thread_states: RequestLoader<ViewerStateByThread>,
    /// Posts, as far as the viewer may come upon them.
    pub posts: RequestLoader<PostById>,
    /// Posts for the co-ordinator's desk, hidden ones among them.
    pub desk_posts: RequestLoader<DeskPostById>,
    /// What the subjects of audit entries are called.
    pub audit_labels: RequestLoader<AuditLabel>,
    /// What posts said before.
    pub revisions: RequestLoader<RevisionsByPost>,
}

impl Loaders {
    /// For one operation of a request, which begins what they add to `loads`.
    pub(crate) fn new(request: &Arc<Request>, loads: &PendingLoads) -> Self {
        Self {
            sectors: request_loader::<SectorId, _>(loads, SectorById(Arc::clone(request))),
            organisations: request_loader::<OrganisationId, _>(
                loads,
                OrganisationById(Arc::clone(request)),
            ),
            namesakes: request_loader::<OrganisationId, _>(
                loads,
                NamesakesByOrganisation(Arc::clone(request)),
            ),
            topics: request_loader::<TopicId, _>(loads, TopicById(Arc::clone(request))),
            digest_counts: request_loader::<IssueId, _>(loads, CountsByIssue(Arc::clone(request))),
            topic_follows: request_loader::<TopicId, _>(
                loads,
                ViewerFollowsTopic(Arc::clone(request)),
            ),
            members: request_loader::<MemberId, _>(loads, MemberById(Arc::clone(request))),
            expertise: request_loader::<MemberId, _>(loads, ExpertiseByMember(Arc::clone(request))),
            lookalikes: request_loader::<MemberId, _>(
                loads,
                LookalikesByMember(Arc::clone(request)),
            ),
            threads: request_loader::<ThreadId, _>(loads, ThreadById(Arc::clone(request))),
            desk_threads: request_loader::<ThreadId, _>(loads, ThreadForDesk(Arc::clone(request))),
            thread_topics: request_loader::<ThreadId, _>(
                loads,
                TopicsByThread(Arc::clone(request)),
            ),
            thread_states: request_loader::<ThreadId, _>(
                loads,
                ViewerStateByThread(Arc::clone(request)),
            ),
            posts: request_loader::<PostId, _>(loads, PostById(Arc::clone(request))),
            desk_posts: request_loader::<PostId, _>(loads, DeskPostById(Arc::clone(request))),
            audit_labels: request_loader::<(Subject, Uuid), _>(
                loads,
                AuditLabel(Arc::clone(request)),
            ),
            revisions: request_loader::<PostId, _>(loads, RevisionsByPost(Arc::clone(request))),
        }
    }

    /// Forgets what was loaded of threads, posts and who follows what: a command
    /// has changed it, and another one may stand in the same document.
    pub fn forget_threads(&self) {
        self.topic_follows.clear::<TopicId>();
        self.threads.clear::<ThreadId>();
        self.desk_threads.clear::<ThreadId>();
        self.thread_topics.clear::<ThreadId>();
        self.thread_states.clear::<ThreadId>();
        self.posts.clear::<PostId>();
        self.desk_posts.clear::<PostId>();
        self.audit_labels.clear::<(Subject, Uuid)>();
        self.revisions.clear::<PostId>();
    }
}

/// The loaders behind a resolver.
///
/// # Errors
/// When the schema is run without them, which only a mistake in `server` does.
pub fn loaders<'a>(ctx: &Context<'a>) -> Result<&'a Loaders> {
    ctx.data::<Loaders>()
}

/// Rows as a loader gives them: by key, each made into its object.
pub(crate) fn keyed<R, K: std::hash::Hash + Eq, V>(
    rows: Vec<R>,
    entry: impl Fn(R) -> (K, V),
) -> HashMap<K, V> {
    rows.into_iter().map(entry).collect()
}
